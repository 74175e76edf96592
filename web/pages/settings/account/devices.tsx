/** Where the person is signed in. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { account, type SignedInDevice } from '../../../account/api.ts';
import { useNow } from '../../../clock.ts';
import { formatAge } from '../../../format.ts';
import { useList } from '../../../list.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/dialog.tsx';
import { say } from '../../../parts/toast.tsx';
import { Badge, Row, Rows, Section } from '../rows.tsx';
import { deviceName } from './device-name.ts';

/** One row a session; any but this one can be ended here. */
export function Devices(): JSX.Element {
  const list = useList('devices', (_, signal) => account.devices(signal));
  const [ending, setEnding] = useState<SignedInDevice | 'others'>();
  const now = useNow(60_000);
  const end = async (device: SignedInDevice | 'others') => {
    await (device === 'others' ? account.endOtherDevices() : account.endDevice(device.id));
    say('Signed out.');
    list.reload();
  };
  const others = list.rows?.some(({ current }) => !current);
  return (
    <Section
      title="Where you are signed in"
      lead="Sign out what you do not recognise, then change your password."
      action={others && <Button onClick={() => setEnding('others')}>Sign out everywhere else</Button>}
    >
      <Rows list={list} failed="Your devices could not be loaded" empty={undefined}>
        {(device) => (
          <Row
            key={device.id}
            title={deviceName(device.user_agent)}
            marks={device.current && <Badge kind="good">This device</Badge>}
            actions={
              !device.current && (
                <Button kind="quiet" onClick={() => setEnding(device)}>
                  Sign out
                </Button>
              )
            }
          >
            {[device.ip_address, `signed in ${formatAge(Date.parse(device.created_at), now)}`]
              .filter(Boolean)
              .join(' · ')}
          </Row>
        )}
      </Rows>
      {ending && (
        <Confirm
          title={ending === 'others' ? 'Sign out everywhere else?' : `Sign out ${deviceName(ending.user_agent)}?`}
          action="Sign out"
          busy="Signing out…"
          danger
          onConfirm={() => end(ending)}
          onClose={() => setEnding(undefined)}
        >
          Whoever is there has to sign in again.
        </Confirm>
      )}
    </Section>
  );
}
