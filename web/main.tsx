/** Browser entry: loads the current page's code and words, then brings the prerendered markup to life. */
import './theme.css';
import './base.css';
import { hydrate, render } from 'preact';
import { App } from './app.tsx';
import { localeOfDocument, speak } from './base/words/language.ts';
import { pageAt } from './pages.ts';
import { Unreachable } from './shell/unreachable.tsx';

const root = document.getElementById('app')!;
const locale = localeOfDocument();

// The page's chunk first: hydration is then one synchronous pass over the markup that is already on screen.
try {
  const [page] = await Promise.all([pageAt(location.pathname).component.preload(), speak(locale)]);
  if (page === Unreachable) throw new Error('The code of the page could not be loaded.');
  if (locale === 'en') hydrate(<App />, root);
  else {
    // Hydration would keep the English attributes of the markup.
    root.replaceChildren();
    render(<App />, root);
  }
} catch {
  // There may be no words at all, so this is English: better than a page that stays blank or keeps waiting.
  addEventListener('online', () => location.reload());
  root.innerHTML =
    '<main class="panel page-panel" role="alert"><p>This page could not be loaded. Check your connection, then <a href="">load it again</a>.</p></main>';
}
delete document.documentElement.dataset.waiting;
