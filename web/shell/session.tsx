/** Who is signed in, and which of their projects is on screen. */
import { useCallback, useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type Locale, matchLocale } from '../../worker/words/locales.ts';
import { request } from '../base/api/api.ts';
import { type Query, useQuery } from '../base/api/query.ts';
import type { Project, Session } from '../base/api/types.ts';
import { recall, remember } from '../base/storage.ts';
import { currentLocale, speak } from '../base/words/language.ts';

const SIGN_IN = '/sign-in';
const ONBOARDING = '/onboarding';
const KEEP_ACCOUNT = '/keep-account';
const CHOSEN = 'signalbox.project';

/** The last reply: the next page starts with it and loads a new one meanwhile. */
let known: Session | undefined;

export type SessionQuery = Query<Session>;

/** The session; without one the person is led to the sign-in page and brought back, without a tenant to onboarding, before the end of their account to the way back. */
export function useSession(): SessionQuery {
  const { route } = useLocation();
  const session = useQuery('session', async (signal) => {
    known = await request.get('/v1/auth/session', { signal });
    await followPerson(known);
    return known;
  });
  useSignInWhenExpired(session);
  const data = session.data ?? known;
  const homeless = session.data?.tenant === null;
  const elsewhere = session.data?.user.deletes_at ? KEEP_ACCOUNT : homeless ? ONBOARDING : undefined;
  useEffect(() => {
    if (elsewhere && location.pathname !== elsewhere) route(elsewhere, true);
  }, [elsewhere, route]);
  return { ...session, data };
}

/** The person's own language, when this browser shows another. */
async function followPerson({ user }: Session): Promise<void> {
  const locale = matchLocale(user.locale);
  if (locale && locale !== currentLocale()) await speak(locale, true);
}

/** Shows the page in `locale` from now on, on every device of the person who is signed in. */
export async function chooseLanguage(locale: Locale, session: Session | undefined): Promise<void> {
  if (session) {
    await request.patch('/v1/auth/profile', { body: { locale } });
    known = { ...session, user: { ...session.user, locale } };
  }
  await speak(locale, true);
}

/** Makes the next page load the session before it shows anything. */
export function forgetSession(): void {
  known = undefined;
}

/** Whether the person's role allows something; the server decides again when it is tried. */
export function can(session: Session, permission: string): boolean {
  return session.permissions.some((held) => held === permission);
}

/** Leads to the sign-in page as soon as a reply says that there is no session, or none any more. */
export function useSignInWhenExpired({ error }: { error: { status: number } | undefined }): void {
  const { route } = useLocation();
  const expired = error?.status === 401;
  useEffect(() => {
    // The page that is being left renders once more while the next one loads.
    if (expired) forgetSession();
    if (expired && location.pathname !== SIGN_IN) route(signInUrl(location.pathname + location.search), true);
  }, [expired, route]);
}

/** Signs out, on the server first, then on the page. */
export function useSignOut(): () => Promise<void> {
  const { route } = useLocation();
  return useCallback(async () => {
    await request.post('/v1/auth/sign-out', {});
    // Pushes are for who is signed in here.
    void import('../base/push.ts').then(({ unsubscribe }) => unsubscribe()).catch(() => {});
    forgetSession();
    route(SIGN_IN, true);
  }, [route]);
}

function signInUrl(back: string): string {
  return back === '/' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(back)}`;
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
