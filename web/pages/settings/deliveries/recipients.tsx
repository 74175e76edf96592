/** Recipients beside the members: whether they agreed, what they get, trying them out, taking them away. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useList } from '../../../base/api/list.ts';
import { errorText } from '../../../base/words/error-words.ts';
import { levelName } from '../../../parts/data/severity.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { businessEvents } from '../business-event-words.ts';
import { NotConfigured } from '../not-configured.tsx';
import { Badge, Row, Rows, Section } from '../rows.tsx';
import { type Channel, type RecipientPage, stateOfRecipient } from './delivery-words.ts';
import { RecipientDialog } from './recipient-dialog.tsx';

/** The project's recipients, oldest first. */
export function Recipients({ project, onSent }: { project: string; onSent: () => void }): JSX.Element {
  const [kinds, setKinds] = useState<RecipientPage['kinds']>([]);
  const [editing, setEditing] = useState<Channel | 'new'>();
  const list = useList(`channels ${project}`, async (cursor, signal) => {
    const page = await request.get('/v1/channels', {
      project,
      query: { cursor, limit: 50, personal: 'false' },
      signal,
    });
    setKinds(page.kinds);
    return page;
  });
  const changed = (words: string) => {
    say(words);
    list.reload();
    onSent();
  };
  return (
    <Section
      title={t`Other recipients`}
      lead={t`People who have no account here. Each agrees by a link in a first mail, and may stop at any time.`}
      action={
        <Button kind="primary" onClick={() => setEditing('new')}>
          {t`Add a recipient`}
        </Button>
      }
    >
      <NotConfigured kind={kinds.find(({ kind }) => kind === 'email')} />
      <Rows
        list={list}
        failed={t`The recipients could not be loaded`}
        empty={<p class="section-text">{t`Nobody yet. An accountant or a partner could be told too.`}</p>}
      >
        {(channel) => (
          <RecipientRow
            key={channel.id}
            project={project}
            channel={channel}
            onEdit={() => setEditing(channel)}
            onChange={changed}
          />
        )}
      </Rows>
      {editing && (
        <RecipientDialog
          project={project}
          channel={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onDone={changed}
        />
      )}
    </Section>
  );
}

interface RowProps {
  project: string;
  channel: Channel;
  onEdit: () => void;
  onChange: (words: string) => void;
}

function RecipientRow({ project, channel, onEdit, onChange }: RowProps): JSX.Element {
  const [removing, setRemoving] = useState(false);
  const { id, name, address, state, severities, events, digest } = channel;
  const call = { project, path: { id } };
  const test = () =>
    request.post('/v1/channels/{id}/test', call).then(
      () => onChange(t`A test is on its way. The log below says what becomes of it.`),
      (error: ApiError) => say(errorText(error), undefined, { icon: 'alert' }),
    );
  const remove = () =>
    request.delete('/v1/channels/{id}', call).then(() => onChange(t`${{ name }} is told nothing any more.`));
  const { words, tone } = stateOfRecipient(state);
  const gets = [
    ...severities.map(levelName),
    ...businessEvents().flatMap((each) => (events.includes(each.value) ? each.label : [])),
    ...(digest === 'off' ? [] : [{ daily: t`Daily digest`, weekly: t`Weekly digest` }[digest]]),
  ];
  return (
    <Row
      title={<bdi>{name}</bdi>}
      marks={<Badge {...(tone ? { kind: tone } : {})}>{words}</Badge>}
      actions={
        <>
          {state === 'active' && (
            <Button kind="quiet" icon="mail" aria-label={t`Send ${{ name }} a test`} onClick={test} />
          )}
          <Button kind="quiet" icon="edit" aria-label={t`Change what ${{ name }} gets`} onClick={onEdit} />
          <Button kind="quiet" icon="trash" aria-label={t`Remove ${{ name }}`} onClick={() => setRemoving(true)} />
        </>
      }
    >
      {name !== address && <p>{address}</p>}
      <p>{gets.length > 0 ? gets.join(' · ') : t`Gets nothing.`}</p>
      {removing && (
        <Confirm
          title={t`Remove ${{ name }}`}
          action={t`Remove`}
          busy={t`Removing…`}
          danger
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        >
          {t`What is on its way there is not sent any more. To come back, they agree again.`}
        </Confirm>
      )}
    </Row>
  );
}
