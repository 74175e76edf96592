/** The routes of the dashboard. */
import type { JSX } from 'preact';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { NotFound, Overview, pageAt, SignIn } from './pages.ts';

const retitle = (url: string) => {
  document.title = pageAt(new URL(url, location.origin).pathname).title;
};

/** The whole page, the same on the server and in the browser. */
export function App(): JSX.Element {
  return (
    <LocationProvider>
      <Router onRouteChange={retitle}>
        <Route path="/" component={Overview} />
        <Route path="/sign-in" component={SignIn} />
        <Route default component={NotFound} />
      </Router>
    </LocationProvider>
  );
}
