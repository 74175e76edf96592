/** One device or phone of the person: tried out, taken away. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import type { ApiError } from '../../../base/api/call.ts';
import { useNow } from '../../../base/time/clock.ts';
import { errorText } from '../../../base/words/error-words.ts';
import { formatAge } from '../../../base/words/format.ts';
import { Button } from '../../../parts/form/button.tsx';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { say } from '../../../parts/layer/toast.tsx';
import { Badge, Row } from '../rows.tsx';
import type { Channel } from './own-channels.ts';

interface Props {
  project: string;
  channel: Channel;
  isHere?: boolean;
  onRemoved: () => void;
  /** Opens what a phone needs before it gets anything. */
  onConfirm?: () => void;
}

export function ChannelRow({ project, channel, isHere, onRemoved, onConfirm }: Props): JSX.Element {
  const [removing, setRemoving] = useState(false);
  const now = useNow(60_000);
  const { id, name, state, created_at } = channel;
  const call = { project, path: { id } };
  const test = () =>
    request.post('/v1/channels/{id}/test', call).then(
      () => say(t`A test is on its way.`),
      (error: ApiError) => say(errorText(error), undefined, { icon: 'alert' }),
    );
  const remove = async () => {
    await request.delete('/v1/channels/{id}', call);
    say(t`${{ name }} is told nothing any more.`);
    onRemoved();
  };
  return (
    <Row
      title={<bdi>{name}</bdi>}
      marks={<Mark state={state} isHere={isHere} />}
      actions={
        <>
          {state === 'pending' && (
            <Button kind="quiet" aria-label={t`Enter code: ${{ name }}`} onClick={onConfirm}>
              {t`Enter code`}
            </Button>
          )}
          {state === 'active' && (
            <Button kind="quiet" aria-label={t`Send ${{ name }} a test`} onClick={test}>
              {t`Test`}
            </Button>
          )}
          <Button kind="quiet" icon="trash" aria-label={t`Remove ${{ name }}`} onClick={() => setRemoving(true)} />
        </>
      }
    >
      {t`Added: ${{ age: formatAge(Date.parse(created_at), now) }}`}
      {removing && (
        <Confirm
          title={t`Remove ${{ name }}`}
          action={t`Remove`}
          busy={t`Removing…`}
          danger
          onConfirm={remove}
          onClose={() => setRemoving(false)}
        >
          {t`What is on its way there is not sent any more.`}
        </Confirm>
      )}
    </Row>
  );
}

function Mark({ state, isHere }: { state: Channel['state']; isHere: boolean | undefined }): JSX.Element | null {
  if (isHere) return <Badge kind="good">{t`This device`}</Badge>;
  if (state === 'pending') return <Badge kind="info">{t`Not confirmed`}</Badge>;
  return state === 'active' ? null : <Badge>{t`Unsubscribed`}</Badge>;
}
