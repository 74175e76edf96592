/** Who is signed in, and which of their projects is on screen. */

import { useCallback, useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { api, type Project, type Session } from './client.ts';
import { type Query, useQuery } from './query.ts';
import { recall, remember } from './theme.ts';

const CHOSEN = 'signalbox.project';

/** The session; without one the person is led to the sign-in page and brought back after it. */
export function useSession(): Query<Session> {
  const { route } = useLocation();
  const session = useQuery('session', (signal) => api.session(signal));
  const signedOut = session.error?.status === 401;
  useEffect(() => {
    if (signedOut) route(signInUrl(location.pathname + location.search), true);
  }, [signedOut, route]);
  return session;
}

/** Leads to the sign-in page as soon as a read answers that the session has ended. */
export function useSignInWhenExpired(...queries: { error: { status: number } | undefined }[]): void {
  const { route } = useLocation();
  const expired = queries.some(({ error }) => error?.status === 401);
  useEffect(() => {
    if (expired) route(signInUrl(location.pathname + location.search), true);
  }, [expired, route]);
}

/** Signs out, on the server first, then on the page. */
export function useSignOut(): () => Promise<void> {
  const { route } = useLocation();
  return useCallback(async () => {
    await api.signOut();
    route('/sign-in', true);
  }, [route]);
}

function signInUrl(back: string): string {
  return back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`;
}

/** The project named in the address, else the one used last, else the first. */
export function pickProject(projects: Project[], wanted: string | undefined): Project | undefined {
  const last = recall(CHOSEN);
  return (
    projects.find((project) => project.id === wanted) ?? projects.find((project) => project.id === last) ?? projects[0]
  );
}

/** Makes `project` the one that opens next time. */
export function rememberProject(project: Project): void {
  remember(CHOSEN, project.id);
}
