/** Browser entry: loads the current page's code, then hydrates the prerendered markup. */
import './theme.css';
import './base.css';
import { hydrate } from 'preact';
import { App } from './app.tsx';
import { pageAt } from './pages.ts';

// The page's chunk first: hydration is then one synchronous pass over the markup that is already on screen.
await pageAt(location.pathname).component.preload();
hydrate(<App />, document.getElementById('app')!);
