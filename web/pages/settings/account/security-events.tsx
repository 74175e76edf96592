/** What happened around the person's account. */
import { i18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Reply, request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import { useNow } from '../../../base/time/clock.ts';
import { formatAge } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { actionText } from '../audit-log/action-words.ts';
import { Badge, Row, Rows, Section } from '../rows.tsx';
import { deviceName } from './device-name.ts';

type SecurityEvent = Reply<'/v1/auth/security-events', 'get'>['data'][number];

/** As many as are read at a glance. */
const FIRST = 8;

const WORDS: Partial<Record<SecurityEvent['event'], ReturnType<typeof msg>>> = {
  sign_in: msg`Signed in`,
  sign_in_failed: msg`Sign-in failed`,
  new_device: msg`New device`,
  sessions_ended: msg`Devices signed out`,
};

/** The newest first; the rest on demand. */
export function SecurityEvents(): JSX.Element {
  const [all, setAll] = useState(false);
  const list = useList('security-events', (_, signal) => request.get('/v1/auth/security-events', { signal }));
  const now = useNow(60_000);
  const rows = all ? list.rows : list.rows?.slice(0, FIRST);
  const hidden = (list.rows?.length ?? 0) - (rows?.length ?? 0);
  return (
    <Section
      title={t`What happened around your account`}
      lead={t`The last 90 days. If something here was not you, change your password and sign out every other device.`}
    >
      <Rows list={{ ...list, rows }} failed={t`This could not be loaded`} empty={undefined}>
        {(event) => (
          <Row key={event.id} title={textOf(event)} marks={isAlarming(event) && <Badge>{t`Was this you?`}</Badge>}>
            {[deviceName(event.user_agent), event.ip_address, formatAge(Date.parse(event.created_at), now)]
              .filter(Boolean)
              .join('\u00a0· ')}
          </Row>
        )}
      </Rows>
      {hidden > 0 && <Button onClick={() => setAll(true)}>{t`Show all`}</Button>}
    </Section>
  );
}

function textOf({ event, detail }: SecurityEvent): string {
  const own = WORDS[event];
  const text = own ? i18n._(own) : actionText(`user.${event}`);
  return event.startsWith('passkey_') && detail ? `${text}: ${detail}` : text;
}

const isAlarming = ({ event }: SecurityEvent) => /failed|slowed|new_device/.test(event);
