/** The first event, as a command to copy. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { ORIGIN } from '../../../worker/words/origin.ts';
import { Button } from '../../parts/form/button.tsx';
import { currencyHere } from './sample.ts';

/** A command that sends a payment; what it needs is a key. */
export function FirstEvent(): JSX.Element {
  return (
    <section class="landing-first" aria-labelledby="first-event">
      <h2 id="first-event">{t`Your first number in a minute`}</h2>
      <p>{t`Create an account, put your key into this command, and your dashboard comes to life.`}</p>
      <div class="command-box">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section class="command" tabIndex={0} aria-label={t`Command that sends an event`}>
          <pre id="command">{command(currencyHere())}</pre>
        </section>
        <Button id="copy" icon="copy" data-copied={t`Copied`} data-failed={t`Select and copy`}>
          <span aria-live="polite">{t`Copy command`}</span>
        </Button>
      </div>
    </section>
  );
}

function command(currency: string): string {
  return [
    `curl ${ORIGIN}/v1/events \\`,
    "  -H 'Authorization: Bearer YOUR_KEY' \\",
    "  -H 'Content-Type: application/json' \\",
    "  -d '{",
    '    "event_type": "payment_succeeded",',
    '    "idempotency_key": "order-1001",',
    `    "payload": { "amount_cents": 4200, "currency": "${currency}" }`,
    "  }'",
  ].join('\n');
}
