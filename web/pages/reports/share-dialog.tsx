/** Links that show a report without an account: making one, the ones that work, ending them. */
import './error-words.ts';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../base/api/api.ts';
import { useList } from '../../base/api/list.ts';
import { formatMoment } from '../../base/words/format.ts';
import { Button } from '../../parts/form/button.tsx';
import { SelectField } from '../../parts/form/choices.tsx';
import { CopyButton } from '../../parts/form/copy-button.tsx';
import { Field } from '../../parts/form/field.tsx';
import { Form } from '../../parts/form/form.tsx';
import { Dialog } from '../../parts/layer/dialog.tsx';
import { say } from '../../parts/layer/toast.tsx';

const DAYS = ['1', '7', '30', '90'];

interface Props {
  project: string;
  report: string;
  onClose: () => void;
}

/** The address of a new link is shown once. */
export function ShareDialog({ project, report, onClose }: Props): JSX.Element {
  const [url, setUrl] = useState<string>();
  const call = { project, path: { id: report } };
  const list = useList(report, (_, signal) => request.get('/v1/reports/{id}/links', { ...call, signal }));
  const share = async (form: FormData) => {
    const made = await request.post('/v1/reports/{id}/links', { ...call, body: { days: Number(form.get('days')) } });
    setUrl(made.url);
    list.reload();
  };
  const end = async (link_id: string) => {
    await request.delete('/v1/reports/{id}/links/{link_id}', { project, path: { id: report, link_id } });
    setUrl(undefined);
    say(t`The link shows nothing any more.`);
    list.reload();
  };
  const now = new Date().toISOString();
  const working = (list.rows ?? []).filter((link) => !link.revoked_at && link.expires_at > now);
  return (
    <Dialog title={t`Share this report`} onClose={onClose}>
      <Form submit={t`Make a link`} busy={t`Saving…`} onSubmit={share}>
        <p class="dialog-text">
          {t`Whoever has the link sees this report and nothing else, without an account, until it ends.`}
        </p>
        {url && (
          <>
            <Field label={t`Link`} type="text" value={url} readOnly />
            <CopyButton text={url} label={t`Copy the link`} />
          </>
        )}
        <SelectField
          label={t`It works for`}
          name="days"
          value="7"
          options={DAYS.map((value) => ({ value, label: daysText(Number(value)) }))}
        />
      </Form>
      <div class="report-why">
        {working.map((link) => (
          <div key={link.id} class="action-row">
            <span class="action-words">
              <strong>{t`Works until ${{ time: formatMoment(link.expires_at) }}`}</strong>
              <span>{t`Made by ${{ who: link.created_by }}`}</span>
            </span>
            <Button onClick={() => end(link.id)}>{t`End`}</Button>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function daysText(days: number): string {
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
  }).format(days);
}
