/** The pages of the dashboard: address, title and lazily loaded component. The build derives their files from the address. */
import lazy from 'preact-iso/lazy';

export const PAGES = [
  {
    path: '/',
    title: 'Overview',
    component: lazy(() => import('./pages/overview/index.tsx').then((module) => module.Overview)),
  },
  {
    path: '/sign-in',
    title: 'Sign in',
    component: lazy(() => import('./pages/sign-in/index.tsx').then((module) => module.SignIn)),
  },
  {
    path: '/sign-up',
    title: 'Sign up',
    component: lazy(() => import('./pages/sign-up/index.tsx').then((module) => module.SignUp)),
  },
  {
    path: '/confirm-email',
    title: 'Confirm your address',
    component: lazy(() => import('./pages/confirm-email/index.tsx').then((module) => module.ConfirmEmail)),
  },
  {
    path: '/forgot-password',
    title: 'Forgotten password',
    component: lazy(() => import('./pages/forgot-password/index.tsx').then((module) => module.ForgotPassword)),
  },
  {
    path: '/reset-password',
    title: 'New password',
    component: lazy(() => import('./pages/reset-password/index.tsx').then((module) => module.ResetPassword)),
  },
  {
    path: '/join',
    title: 'Invitation',
    component: lazy(() => import('./pages/join/index.tsx').then((module) => module.Join)),
  },
  {
    path: '/onboarding',
    title: 'Welcome',
    component: lazy(() => import('./pages/onboarding/index.tsx').then((module) => module.Onboarding)),
  },
  {
    path: '/settings/projects',
    title: 'Projects',
    component: lazy(() => import('./pages/settings/projects/index.tsx').then((module) => module.Projects)),
  },
  {
    path: '/settings/keys',
    title: 'Keys',
    component: lazy(() => import('./pages/settings/keys/index.tsx').then((module) => module.Keys)),
  },
  {
    path: '/settings/team',
    title: 'Team',
    component: lazy(() => import('./pages/settings/team/index.tsx').then((module) => module.Team)),
  },
  {
    path: '/settings/audit-log',
    title: 'Audit log',
    component: lazy(() => import('./pages/settings/audit-log/index.tsx').then((module) => module.AuditLog)),
  },
  {
    path: '/settings/account',
    title: 'Your account',
    component: lazy(() => import('./pages/settings/account/index.tsx').then((module) => module.Account)),
  },
  {
    path: '/404',
    title: 'Page not found',
    component: lazy(() => import('./pages/not-found/index.tsx').then((module) => module.NotFound)),
  },
];

/** The page at `path`; anything unknown is the last one, "not found". */
export function pageAt(path: string): (typeof PAGES)[number] {
  const clean = path.replace(/\/+$/, '') || '/';
  return PAGES.find((page) => page.path === clean) ?? PAGES.at(-1)!;
}

/** What the browser calls a page. */
export function titleOf({ title }: { title: string }): string {
  return `${title} · Signalbox`;
}
