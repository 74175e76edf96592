/** One key: what it may do, and how to end it. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type ApiKey, projects } from '../../../account/api.ts';
import type { Project } from '../../../client.ts';
import { useNow } from '../../../clock.ts';
import { formatAge } from '../../../format.ts';
import { Button } from '../../../parts/button.tsx';
import { Confirm } from '../../../parts/dialog.tsx';
import { Badge, Row } from '../rows.tsx';
import { scopesText } from './key-words.ts';

interface Props {
  project: Project;
  apiKey: ApiKey;
  may: boolean;
  onChange: (words: string) => void;
}

/** A row of the list; a revoked key stays visible for what it once was. */
export function KeyRow({ project, apiKey, may, onChange }: Props): JSX.Element {
  const now = useNow(30_000);
  const [revoking, setRevoking] = useState(false);
  const { name, kind, hint, scopes, origins, created_at, revoked_at } = apiKey;
  return (
    <Row
      title={name}
      marks={
        <>
          <Badge>{kind === 'secret' ? t`Secret` : t`Publishable`}</Badge>
          {revoked_at && <Badge kind="bad">{t`Revoked`}</Badge>}
        </>
      }
      actions={
        may &&
        !revoked_at && (
          <Button aria-label={t`Revoke ${name}`} onClick={() => setRevoking(true)}>
            {t`Revoke`}
          </Button>
        )
      }
    >
      <p>
        <code>…{hint}</code> · {scopesText(scopes)}
      </p>
      {origins.length > 0 && <p>{t`Only from ${{ origins: origins.join(', ') }}`}</p>}
      <p>{t`Created: ${{ age: formatAge(Date.parse(created_at), now) }}`}</p>
      {revoking && (
        <Confirm
          title={t`Revoke ${name}?`}
          action={t`Revoke key`}
          busy={t`Revoking…`}
          danger
          onConfirm={() => projects.revokeKey(project.id, apiKey.id).then(() => onChange(t`Key revoked.`))}
          onClose={() => setRevoking(false)}
        >
          {t`Everything that uses it stops working within a minute. This cannot be undone. To replace it without a gap, create the new key first.`}
        </Confirm>
      )}
    </Row>
  );
}
