/** Shown instead of a page whose code or words could not be loaded, because there was no connection. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { ApiError } from '../base/api/call.ts';
import { ErrorState } from '../parts/data/error-state.tsx';
import { AppShell } from './app-shell.tsx';
import { useSession } from './session.tsx';

const reload = () => location.reload();

/** The frame, so that loaded pages stay reachable; the missing page loads by itself with the connection. */
export function Unreachable(): JSX.Element {
  const session = useSession();
  useEffect(() => {
    addEventListener('online', reload);
    return () => removeEventListener('online', reload);
  }, []);
  return (
    <AppShell session={session.data} page="page">
      <div class="panel page-panel">
        <ErrorState
          title={t`This page could not be loaded`}
          error={new ApiError(0, 'network', '', null)}
          onRetry={reload}
        />
      </div>
    </AppShell>
  );
}
