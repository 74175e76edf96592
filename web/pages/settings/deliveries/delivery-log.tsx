/** What was sent to whom, and what became of it; newest first, by channel and state. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useList } from '../../../base/api/list.ts';
import { errorText } from '../../../base/words/error-words.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Select } from '../../../parts/form/field.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Badge, Row, Rows, Section } from '../rows.tsx';
import {
  CHANNELS,
  type ChannelName,
  channelName,
  type Delivery,
  kindName,
  REPLAYABLE,
  reasonText,
  STATES,
  type State,
  stateName,
  TONES,
} from './delivery-words.ts';
import { ReplayDialog } from './replay-dialog.tsx';

/** The log of a project, loaded again when `sent` grows; the filter is in the address. */
export function DeliveryLog({ project, sent }: { project: string; sent: number }): JSX.Element {
  const { query, path, route } = useLocation();
  const [replaying, setReplaying] = useState(false);
  const channel = CHANNELS.find((each) => each === query.channel);
  const state = STATES.find((each) => each === query.state);
  const list = useList<Delivery>(`${project} ${channel} ${state}`, (cursor, signal) =>
    request.get('/v1/deliveries', {
      project,
      query: { channel: channel ?? null, state: state ?? null, cursor },
      signal,
    }),
  );
  useEffect(() => {
    if (sent > 0) list.reload();
  }, [sent]);
  const filter = (next: Filter) => {
    const asked = Object.entries({ channel, state, ...next, project }).filter(([, value]) => value);
    route(`${path}?${new URLSearchParams(asked as [string, string][])}`, true);
  };
  const done = (words: string) => {
    say(words);
    list.reload();
  };
  return (
    <Section
      title={t`Log`}
      lead={t`Kept for 90 days.`}
      action={<Button onClick={() => setReplaying(true)}>{t`Send given-up ones again`}</Button>}
    >
      <Filters channel={channel} state={state} onChange={filter} onReload={list.reload} />
      <Rows
        list={list}
        failed={t`The log could not be loaded`}
        empty={<NoDeliveries filtered={Boolean(channel || state)} />}
      >
        {(delivery) => <DeliveryRow key={delivery.id} project={project} delivery={delivery} onDone={done} />}
      </Rows>
      {replaying && <ReplayDialog project={project} onClose={() => setReplaying(false)} onDone={done} />}
    </Section>
  );
}

interface Filter {
  channel?: ChannelName | undefined;
  state?: State | undefined;
}

type FiltersProps = Filter & { onChange: (next: Filter) => void; onReload: () => void };

function Filters({ channel, state, onChange, onReload }: FiltersProps): JSX.Element {
  return (
    <div class="log-filters">
      <Select
        label={t`Sent by`}
        value={channel ?? ''}
        options={[
          { value: '', label: t`Mail, push and all others` },
          ...CHANNELS.map((value) => ({ value, label: channelName(value) })),
        ]}
        onChange={(value) => onChange({ channel: (value || undefined) as ChannelName | undefined })}
      />
      <Select
        label={t`State`}
        value={state ?? ''}
        options={[{ value: '', label: t`Every state` }, ...STATES.map((value) => ({ value, label: stateName(value) }))]}
        onChange={(value) => onChange({ state: (value || undefined) as State | undefined })}
      />
      <Button kind="quiet" icon="retry" aria-label={t`Load again`} onClick={onReload} />
    </div>
  );
}

function NoDeliveries({ filtered }: { filtered: boolean }): JSX.Element {
  return filtered ? (
    <EmptyState title={t`Nothing matches`}>{t`No message is like that.`}</EmptyState>
  ) : (
    <EmptyState title={t`Nothing sent yet`} icon="mail">
      {t`When an alert is raised, each mail about it is listed here: to whom, and whether it arrived.`}
    </EmptyState>
  );
}

interface RowProps {
  project: string;
  delivery: Delivery;
  onDone: (words: string) => void;
}

function DeliveryRow({ project, delivery, onDone }: RowProps): JSX.Element {
  const { id, kind, title, carried_by, channel, recipient, state, attempts, next_attempt_at, created_at } = delivery;
  const tone = TONES[state];
  const replay = () =>
    request.post('/v1/deliveries/{id}/replay', { project, path: { id } }).then(
      () => onDone(t`It is on its way again.`),
      (error: ApiError) => say(errorText(error), undefined, { icon: 'alert' }),
    );
  const who = recipient.name ?? t`Somebody who is gone`;
  return (
    <Row
      title={<bdi>{who}</bdi>}
      marks={<Badge {...(tone ? { kind: tone } : {})}>{stateName(state)}</Badge>}
      actions={
        REPLAYABLE.includes(state) && (
          <Button onClick={replay} aria-label={t`Send the message to ${{ who }} again`}>
            {t`Send again`}
          </Button>
        )
      }
    >
      {recipient.address && recipient.address !== who && <p>{recipient.address}</p>}
      <p>
        {title ? <bdi>{title}</bdi> : kindName(kind)} · {channelName(channel)} ·{' '}
        <time dateTime={created_at}>{formatMoment(created_at)}</time>
        {carried_by && <> · {t`Together with others`}</>}
        {attempts > 0 && <> · {plural(attempts, { one: '# try', other: '# tries' })}</>}
      </p>
      {state !== 'sent' && delivery.reason && <p class="log-reason">{reasonText(delivery)}</p>}
      {state === 'failed' && next_attempt_at && <p>{t`Next try: ${{ time: formatMoment(next_attempt_at) }}`}</p>}
    </Row>
  );
}
