/** The routes of the dashboard. */
import type { JSX } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { PAGES, pageAt, titleOf } from './pages.ts';

/** A new page has its own title, and the keyboard starts at its content. */
const arrive = (url: string) => {
  document.title = titleOf(pageAt(new URL(url, location.origin).pathname));
  document.getElementById('content')?.focus({ preventScroll: true });
};

/** The whole page, the same on the server and in the browser. */
export function App(): JSX.Element {
  return (
    <LocationProvider>
      <Router onRouteChange={arrive}>
        {PAGES.map(({ path, component }) =>
          path === '/404' ? <Route default component={component} /> : <Route path={path} component={component} />,
        )}
      </Router>
    </LocationProvider>
  );
}
