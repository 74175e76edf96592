/** One key: what it may do, and how to end it. */
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
          <Badge>{kind === 'secret' ? 'Secret' : 'Publishable'}</Badge>
          {revoked_at && <Badge kind="bad">Revoked</Badge>}
        </>
      }
      actions={
        may &&
        !revoked_at && (
          <Button aria-label={`Revoke ${name}`} onClick={() => setRevoking(true)}>
            Revoke
          </Button>
        )
      }
    >
      <p>
        <code>…{hint}</code> · {scopesText(scopes)}
      </p>
      {origins.length > 0 && <p>Only from {origins.join(', ')}</p>}
      <p>Created {formatAge(Date.parse(created_at), now)}</p>
      {revoking && (
        <Confirm
          title={`Revoke ${name}?`}
          action="Revoke key"
          busy="Revoking…"
          danger
          onConfirm={() => projects.revokeKey(project.id, apiKey.id).then(() => onChange('Key revoked.'))}
          onClose={() => setRevoking(false)}
        >
          Everything that uses it stops working within a minute. This cannot be undone. To replace it without a gap,
          create the new key first.
        </Confirm>
      )}
    </Row>
  );
}
