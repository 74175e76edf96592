/** Browser entry: loads the current page's code and words, then brings the prerendered markup to life. */
import './theme.css';
import './base.css';
import { hydrate, render } from 'preact';
import { App } from './app.tsx';
import { localeOfDocument, speak } from './base/words/language.ts';
import { pageAt } from './pages.ts';

const root = document.getElementById('app')!;
const locale = localeOfDocument();

// The page's chunk first: hydration is then one synchronous pass over the markup that is already on screen.
await Promise.all([pageAt(location.pathname).component.preload(), speak(locale)]);
if (locale === 'en') hydrate(<App />, root);
else {
  // Hydration would keep the English attributes of the markup.
  root.replaceChildren();
  render(<App />, root);
  delete document.documentElement.dataset.waiting;
}
