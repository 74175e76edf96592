/** The pages of the dashboard: address, file it is prerendered to, title and lazily loaded component. */
import lazy from 'preact-iso/lazy';

export const Overview = lazy(() => import('./pages/overview/index.tsx').then((module) => module.Overview));
export const SignIn = lazy(() => import('./pages/sign-in/index.tsx').then((module) => module.SignIn));
export const NotFound = lazy(() => import('./pages/not-found/index.tsx').then((module) => module.NotFound));

export const PAGES = [
  {
    path: '/',
    file: 'index.html',
    title: 'Overview · Signalbox',
    module: 'pages/overview/index.tsx',
    component: Overview,
    preload: ['/v1/auth/session'],
  },
  {
    path: '/sign-in',
    file: 'sign-in.html',
    title: 'Sign in · Signalbox',
    module: 'pages/sign-in/index.tsx',
    component: SignIn,
  },
  {
    path: '/404',
    file: '404.html',
    title: 'Page not found · Signalbox',
    module: 'pages/not-found/index.tsx',
    component: NotFound,
  },
];

/** The page at `path`; anything unknown is the last one, "not found". */
export function pageAt(path: string): (typeof PAGES)[number] {
  const clean = path.replace(/\/+$/, '') || '/';
  return PAGES.find((page) => page.path === clean) ?? PAGES.at(-1)!;
}
