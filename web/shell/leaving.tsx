/** The line above every page of a workspace that is about to be deleted, with the way back for its owners. */
import './leaving.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useAction } from '../base/api/action.ts';
import { request } from '../base/api/api.ts';
import type { Session } from '../base/api/types.ts';
import { formatDay } from '../base/words/format.ts';
import { Button } from '../parts/form/button.tsx';
import { can, forgetSession } from './session.tsx';

/** Keeping it loads the page anew: everything on it may change again. */
export async function keepWorkspace(): Promise<void> {
  await request.post('/v1/workspace/restore', {});
  forgetSession();
  location.reload();
}

/** Shown while the workspace is closed; nothing otherwise. */
export function Leaving({ session }: { session: Session }): JSX.Element | null {
  const { run, busy } = useAction();
  if (!session.tenant?.deletes_at) return null;
  const day = formatDay(session.tenant.deletes_at.slice(0, 10), 'long');
  return (
    <div class="leaving" role="status">
      <p>{t`This workspace is closed and will be deleted on ${{ day }}. Until then it can only be looked at.`}</p>
      {can(session, 'tenant:manage') && (
        <Button busy={busy} disabled={busy} onClick={() => run(keepWorkspace)}>
          {t`Undo`}
        </Button>
      )}
    </div>
  );
}
