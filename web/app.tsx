/** The routes of the dashboard. */
import { i18n } from '@lingui/core';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import type { Session } from './base/api/types.ts';
import { loadMessages } from './base/words/language.ts';
import { PAGES, pageAt, titleOf } from './pages.ts';
import { NOTIFICATIONS_ASKED } from './shell/bell.tsx';

const nameTab = (path: string) => {
  document.title = titleOf(pageAt(path));
};

/** Loads a section's page as soon as the pointer is over its link. */
const preload = ({ target }: Event) => {
  const link = navigator.onLine && target instanceof Element && target.closest<HTMLAnchorElement>('nav a[href^="/"]');
  if (link) pageAt(link.pathname).component.preload();
};

/** A new page has its own title, and the keyboard starts at its content. */
const arrive = (url: string) => {
  nameTab(new URL(url, location.origin).pathname);
  document.getElementById('content')?.focus({ preventScroll: true });
};

/** The whole page, the same on the server and in the browser. Another language renders it anew. */
export function App(): JSX.Element {
  const [locale, setLocale] = useState(i18n.locale);
  useEffect(() => {
    nameTab(location.pathname);
    document.addEventListener('pointerover', preload, { passive: true });
    return i18n.on('change', () => {
      nameTab(location.pathname);
      setLocale(i18n.locale);
    });
  }, []);
  return (
    <LocationProvider key={locale}>
      <Router onRouteChange={arrive}>
        {PAGES.map(({ path, component }) =>
          path === '/404' ? <Route default component={component} /> : <Route path={path} component={component} />,
        )}
      </Router>
      <Notifications />
    </LocationProvider>
  );
}

type Drawer = typeof import('./pages/notifications/drawer.tsx').NotificationDrawer;

/** What the bell opens, above any page: loaded when it is asked for, gone with the page. */
function Notifications(): JSX.Element | null {
  const { url, route } = useLocation();
  const [open, setOpen] = useState<{ Drawer: Drawer; session: Session }>();
  useEffect(() => {
    const show = ({ detail: session }: CustomEventInit<Session>) =>
      Promise.all([import('./pages/notifications/drawer.tsx'), loadMessages(['notifications'])]).then(
        ([{ NotificationDrawer: Drawer }]) => setOpen({ Drawer, session: session! }),
        () => route('/notifications'),
      );
    addEventListener(NOTIFICATIONS_ASKED, show as EventListener);
    return () => removeEventListener(NOTIFICATIONS_ASKED, show as EventListener);
  }, [route]);
  useEffect(() => setOpen(undefined), [url]);
  return open ? <open.Drawer session={open.session} onClose={() => setOpen(undefined)} /> : null;
}
