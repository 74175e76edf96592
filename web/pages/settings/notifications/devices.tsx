/** Devices that show pushes: this one is asked by a button, all are listed, tried out and taken away. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../../../base/api/action.ts';
import { type Body, request } from '../../../base/api/api.ts';
import { isSubscribed, knowsPush, subscribe, unsubscribe } from '../../../base/push.ts';
import { recall, remember } from '../../../base/storage.ts';
import { ErrorLine } from '../../../parts/data/error-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { NotConfigured } from '../not-configured.tsx';
import { Rows, Section } from '../rows.tsx';
import { ChannelRow } from './channel-row.tsx';
import { type OwnChannels, ofKind } from './own-channels.ts';

/** Which of the listed devices is this browser. */
const HERE = 'signalbox.push';

type Subscription = Extract<Body<'/v1/channels', 'post'>, { kind: 'web_push' }>['subscription'];

/** The person's devices, in all projects of the workspace. */
export function Devices({ project, list, kinds }: OwnChannels): JSX.Element {
  const [here, setHere] = useHere();
  const kind = kinds?.find((each) => each.kind === 'web_push');
  const devices = ofKind(list, 'web_push');
  const isHere = devices.rows?.some(({ id }) => id === here) ?? false;
  return (
    <Section
      title={t`Push`}
      lead={t`Alerts on your devices, also while Signalbox is closed, for every project of this workspace.`}
    >
      <NotConfigured kind={kind} />
      <Rows
        list={devices}
        failed={t`Your devices could not be loaded`}
        empty={<p class="section-text">{t`None of your devices shows alerts yet.`}</p>}
      >
        {(channel) => (
          <ChannelRow
            key={channel.id}
            project={project}
            channel={channel}
            isHere={channel.id === here}
            onRemoved={async () => {
              if (channel.id === here) await unsubscribe();
              list.reload();
            }}
          />
        )}
      </Rows>
      {kind?.configured && devices.rows && !isHere && (
        <Enable
          public_key={kind.public_key!}
          onDone={(id) => {
            setHere(id);
            list.reload();
          }}
        />
      )}
    </Section>
  );
}

/** The channel of this browser, while its subscription lasts. */
function useHere(): [string | undefined, (id: string) => void] {
  const [here, setHere] = useState<string>();
  useEffect(() => {
    void isSubscribed().then((is) => setHere((is && recall(HERE)) || undefined));
  }, []);
  return [
    here,
    (id) => {
      remember(HERE, id);
      setHere(id);
    },
  ];
}

function Enable({ public_key, onDone }: { public_key: string; onDone: (id: string) => void }): JSX.Element {
  const action = useAction();
  const [refused, setRefused] = useState(false);
  const [known, setKnown] = useState(true);
  useEffect(() => setKnown(knowsPush()), []);
  if (!known) return <p class="section-text">{t`This browser cannot show pushes.`}</p>;
  const enable = () =>
    action.run(async () => {
      const subscription = (await subscribe(public_key)) as Subscription | undefined;
      setRefused(!subscription);
      if (!subscription) return;
      const { id } = await request.post('/v1/channels', { body: { kind: 'web_push', subscription } });
      say(t`This device shows alerts from now on.`);
      onDone(id);
    });
  return (
    <>
      <Button icon="bell" busy={action.busy} disabled={action.busy} onClick={enable}>
        {t`Show alerts on this device`}
      </Button>
      {refused && (
        <p class="section-text" role="alert">
          {t`This browser does not allow Signalbox to show notifications. Allow them in its settings for this site, then try again.`}
        </p>
      )}
      {action.error && <ErrorLine error={action.error} />}
    </>
  );
}
