/** Where the person is signed in. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import type { Page, SignedInDevice } from '../../../base/api/types.ts';
import { useNow } from '../../../base/time/clock.ts';
import { formatAge } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Badge, Row, Rows, Section } from '../rows.tsx';
import { deviceName } from './device-name.ts';

const devices = (signal: AbortSignal) => request.get('/v1/auth/sessions', { signal }).then(thisOneFirst);
const thisOneFirst = ({ data, ...page }: Page<SignedInDevice>) => ({
  ...page,
  data: data.toSorted((a, b) => Number(b.current) - Number(a.current)),
});

/** One row a session; any but this one can be ended here. */
export function Devices(): JSX.Element {
  const list = useList('devices', (_, signal) => devices(signal));
  const [ending, setEnding] = useState<SignedInDevice | 'others'>();
  const now = useNow(60_000);
  const end = async (device: SignedInDevice | 'others') => {
    if (device === 'others') await request.delete('/v1/auth/sessions', {});
    else await request.delete('/v1/auth/sessions/{id}', { path: { id: device.id } });
    say(t`Signed out.`);
    list.reload();
  };
  const others = list.rows?.some(({ current }) => !current);
  return (
    <Section
      title={t`Where you are signed in`}
      lead={t`Sign out what you do not recognise, then change your password.`}
      action={others && <Button onClick={() => setEnding('others')}>{t`Sign out everywhere else`}</Button>}
    >
      <Rows list={list} failed={t`Your devices could not be loaded`} empty={undefined}>
        {(device) => (
          <Row
            key={device.id}
            title={deviceName(device.user_agent)}
            marks={device.current && <Badge kind="good">{t`This device`}</Badge>}
            actions={
              !device.current && (
                <Button kind="quiet" onClick={() => setEnding(device)}>
                  {t`Sign out`}
                </Button>
              )
            }
          >
            {detailOf(device, now)}
          </Row>
        )}
      </Rows>
      {ending && (
        <Confirm
          title={
            ending === 'others'
              ? t`Sign out everywhere else?`
              : t`Sign out ${{ device: deviceName(ending.user_agent) }}?`
          }
          action={t`Sign out`}
          busy={t`Signing out…`}
          danger
          onConfirm={() => end(ending)}
          onClose={() => setEnding(undefined)}
        >
          {t`Whoever is there has to sign in again.`}
        </Confirm>
      )}
    </Section>
  );
}

function detailOf({ ip_address, created_at, last_seen_at, current }: SignedInDevice, now: number): string {
  const signedIn = t`Signed in: ${{ age: formatAge(Date.parse(created_at), now) }}`;
  const used = !current && t`Last used: ${{ age: formatAge(Date.parse(last_seen_at), now) }}`;
  return [ip_address, signedIn, used].filter(Boolean).join('\u00a0· ');
}
