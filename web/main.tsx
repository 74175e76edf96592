/** Browser entry: loads the current page's code and words, then brings the prerendered markup to life. */
import './theme.css';
import './base.css';
import { hydrate, render } from 'preact';
import { App } from './app.tsx';
import { proveWith } from './base/api/call.ts';
import { localeOfDocument, speak } from './base/words/language.ts';
import { pageAt } from './pages.ts';
import { Unreachable } from './shell/unreachable.tsx';

// Loaded when a dangerous act first asks for it.
proveWith(() => import('./account/prove.tsx').then(({ askForProof }) => askForProof()));

const root = document.getElementById('app')!;
const locale = localeOfDocument();

// The page's chunk first: hydration is then one synchronous pass over the markup that is already on screen.
const loaded = await Promise.all([pageAt(location.pathname).component.preload(), speak(locale)]).then(
  ([page]) => page !== Unreachable,
  () => false,
);
if (!loaded) sayUnreachable();
else if (locale === 'en') hydrate(<App />, root);
else {
  // Hydration would keep the English attributes of the markup.
  root.replaceChildren();
  render(<App />, root);
}
delete document.documentElement.dataset.waiting;
dispatchEvent(new Event('signalbox:alive'));

/** There may be no words at all, so this is English: better than a page that stays blank or keeps waiting. */
function sayUnreachable(): void {
  addEventListener('online', () => location.reload());
  const again = document.createElement('a');
  again.href = location.href;
  again.textContent = 'Load it again.';
  const words = Object.assign(document.createElement('main'), { className: 'panel page-panel', role: 'alert' });
  words.replaceChildren('This page could not be loaded. Check your connection. ', again);
  root.replaceChildren(words);
}
