/** What the landing page does beyond its prerendered markup: copying, the choice of theme, and keeping a chosen language. */
import './theme.css';
import './base.css';
import './pages/landing/landing.css';
import { recall, remember } from './base/storage.ts';
import { chooseContrast, chooseTheme, currentTheme, isHighContrast, type Theme } from './base/theme.ts';

const CHOSEN = 'signalbox.locale';

for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
  radio.checked = radio.value === currentTheme();
  radio.addEventListener('change', () => chooseTheme(radio.value as Theme));
}

const contrast = document.querySelector<HTMLInputElement>('#contrast')!;
contrast.checked = isHighContrast();
contrast.addEventListener('change', () => chooseContrast(contrast.checked));

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-locale]')) {
  link.addEventListener('click', () => remember(CHOSEN, link.dataset.locale!));
}
// A reader who has chosen no language keeps that of the page when they sign up.
if (recall(CHOSEN) === null) remember(CHOSEN, document.documentElement.lang);

const copy = document.querySelector<HTMLButtonElement>('#copy')!;
const words = copy.querySelector('[aria-live]')!;
const label = words.textContent;
copy.addEventListener('click', async () => {
  const done = await navigator.clipboard.writeText(document.querySelector('#command')!.textContent!).then(
    () => true,
    () => false,
  );
  words.textContent = (done ? copy.dataset.copied : copy.dataset.failed) ?? '';
  setTimeout(() => {
    words.textContent = label;
  }, 2500);
});
