/** The routes of the dashboard. */
import { i18n } from '@lingui/core';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { PAGES, pageAt, titleOf } from './pages.ts';

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
    </LocationProvider>
  );
}
