/** A project without events: the exact command that sends the first one. */
import './first-run.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { curlOf } from '../../base/api/curl.ts';
import { freshKey } from '../../base/api/fresh-key.ts';
import type { Project, Session } from '../../base/api/types.ts';
import { Command } from '../../parts/form/command.tsx';
import { can } from '../../shell/session.tsx';
import { FirstKey } from './first-key.tsx';

interface Props {
  session: Session;
  project: Project;
  /** The page cannot reach the server at the moment. */
  failing: boolean;
}

/** Teaches with a command that can be copied; the page makes way by itself when the first event is in. */
export function FirstRun({ session, project, failing }: Props): JSX.Element {
  const [order] = useState(() => `order-${crypto.randomUUID().slice(0, 8)}`);
  const [key, setKey] = useState(() => freshKey(project.id));
  const payload = { amount_cents: 4200, currency: project.currency };
  const command = curlOf({ event_type: 'payment_succeeded', payload }, order, key);
  return (
    <section class="panel first-run" aria-labelledby="first-run-title">
      <h1 id="first-run-title">{t`Send the first event`}</h1>
      <p class="first-run-lead">
        {t`${{ project: project.name }} has no events yet. Run this command in a terminal, and this page turns into your numbers.`}
      </p>
      <ol class="first-run-steps">
        <li>
          <h2>{can(session, 'keys:manage') ? t`Your key` : t`Get a key`}</h2>
          {can(session, 'keys:manage') ? (
            <FirstKey project={project} shown={key} onKey={setKey} />
          ) : (
            <p class="first-run-text">
              {t`Owners and admins create keys. Ask one of them, and put it in place of YOUR_KEY.`}
            </p>
          )}
        </li>
        <li>
          <h2>{t`Send a payment`}</h2>
          <Command label={t`Command that sends an event`} text={command} copy={t`Copy command`} />
        </li>
      </ol>
      <p class="first-run-wait" role="status">
        <span class="live-dot" aria-hidden="true" />
        {failing ? t`Cannot check for events right now. Still trying.` : t`Waiting for the first event`}
      </p>
    </section>
  );
}
