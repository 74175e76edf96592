/** One key: what it may do, when it was used, and how to replace or end it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RenameDialog } from '../../../account/rename-dialog.tsx';
import { request } from '../../../base/api/api.ts';
import type { ApiKey, NewApiKey, Project } from '../../../base/api/types.ts';
import { useNow } from '../../../base/time/clock.ts';
import { formatAge, formatMoment } from '../../../base/words/format.ts';
import { Confirm } from '../../../parts/layer/dialog.tsx';
import { Menu } from '../../../parts/layer/menu.tsx';
import { Badge, Row } from '../rows.tsx';
import { scopesText } from './key-words.ts';
import { RotateKey } from './rotate-key.tsx';

interface Props {
  project: Project;
  apiKey: ApiKey;
  may: boolean;
  onChange: (words: string) => void;
  onRotated: (key: NewApiKey) => void;
}

/** A row of the list; a revoked key stays visible for what it once was. */
export function KeyRow({ project, apiKey, may, onChange, onRotated }: Props): JSX.Element {
  const now = useNow(30_000);
  const [open, setOpen] = useState<'rename' | 'rotate' | 'revoke'>();
  const close = () => setOpen(undefined);
  const { name, kind, hint, scopes, origins, state } = apiKey;
  const items = [
    { label: t`Rename`, onChoose: () => setOpen('rename') },
    ...(state === 'active' ? [{ label: t`Rotate`, onChoose: () => setOpen('rotate') }] : []),
    { label: t`Revoke`, danger: true, onChoose: () => setOpen('revoke') },
  ];
  return (
    <Row
      title={<bdi>{name}</bdi>}
      marks={
        <>
          <Badge>{kind === 'secret' ? t`Secret` : t`Publishable`}</Badge>
          {state === 'revoked' && <Badge kind="bad">{t`Revoked`}</Badge>}
          {state === 'expired' && <Badge kind="bad">{t`Expired`}</Badge>}
          {state === 'expiring' && (
            <Badge kind="warn">{t`Until ${{ time: formatMoment(apiKey.expires_at ?? '') }}`}</Badge>
          )}
        </>
      }
      actions={
        may && (state === 'active' || state === 'expiring') && <Menu label={t`Actions for ${name}`} items={items} />
      }
    >
      <p>
        <code>…{hint}</code>&nbsp;· {scopesText(scopes)}
      </p>
      {origins.length > 0 && <p>{t`Only from ${{ origins: origins.join(', ') }}`}</p>}
      <p>{usage(apiKey, now)}</p>
      {open === 'rename' && (
        <RenameDialog
          title={t`Rename key`}
          value={name}
          onRename={(next) =>
            request
              .patch('/v1/keys/{id}', { path: { id: apiKey.id }, body: { name: next }, project: project.id })
              .then(() => onChange(t`Key renamed.`))
          }
          onClose={close}
        />
      )}
      {open === 'rotate' && <RotateKey {...{ project, apiKey, onRotated, onClose: close }} />}
      {open === 'revoke' && (
        <Confirm
          title={t`Revoke ${name}?`}
          action={t`Revoke key`}
          busy={t`Revoking…`}
          danger
          onConfirm={() =>
            request
              .delete('/v1/keys/{id}', { path: { id: apiKey.id }, project: project.id })
              .then(() => onChange(t`Key revoked.`))
          }
          onClose={close}
        >
          {t`Everything that uses it stops working within a minute. This cannot be undone. To replace it without a gap, rotate it instead.`}
        </Confirm>
      )}
    </Row>
  );
}

function usage({ last_used_at, created_at }: ApiKey, now: number): string {
  const made = t`Created: ${{ age: formatAge(Date.parse(created_at), now) }}`;
  const used = last_used_at ? t`Last used: ${{ age: formatAge(Date.parse(last_used_at), now) }}` : t`Never used`;
  return `${made}\u00a0· ${used}`;
}
