/** Alerts as they are raised, in the corner of the page: announced politely, gone by themselves, never taking the focus. */
import './alert-toasts.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Alert, isOfAlert } from '../base/api/live.ts';
import { AlertTitle, useSentence } from '../base/words/sentence.ts';
import { Severity } from '../parts/data/severity.tsx';
import { Button } from '../parts/form/button.tsx';
import { useFrames } from './alert-feed.ts';

/** The address of an alert, or of all of them. */
export const alertUrl = (id?: string): string => `/alerts${id ? `?alert=${encodeURIComponent(id)}` : ''}`;

const SHOWN_MS = 10_000;
const MAX_TOASTS = 3;
/** Alerts raised before the page was opened are not shown. */
const NEWS_MS = 120_000;

/** The newest few alerts; the frame has one. */
export function AlertToasts(): JSX.Element {
  const [shown, setShown] = useState<Alert[]>([]);
  const drop = (gone: string) => setShown((last) => last.filter(({ id }) => id !== gone));
  useFrames((frame) => {
    if (!isOfAlert(frame)) return;
    const alert = frame.data;
    const isNews = frame.type === 'alert.raised' && Date.now() - Date.parse(alert.created_at) < NEWS_MS;
    if (!isNews) return alert.status === 'pending' ? undefined : drop(alert.id);
    setShown((last) => [alert, ...last.filter(({ id }) => id !== alert.id)].slice(0, MAX_TOASTS));
    setTimeout(drop, SHOWN_MS, alert.id);
  });
  return (
    <div class="alert-toasts" role="status">
      {shown.map((alert) => (
        <Toast key={alert.id} alert={alert} onClose={() => drop(alert.id)} />
      ))}
    </div>
  );
}

function Toast({ alert, onClose }: { alert: Alert; onClose: () => void }): JSX.Element {
  return (
    <div class="alert-toast">
      <Severity level={alert.severity} />
      <a class="alert-toast-open" href={alertUrl(alert.id)} onClick={onClose}>
        <strong>
          <AlertTitle alert={alert} />
        </strong>
        <span>{useSentence(alert)}</span>
      </a>
      <Button kind="quiet" icon="close" aria-label={t`Close`} onClick={onClose} />
    </div>
  );
}
