/** The chosen look: theme and contrast, read, applied to the document and remembered. */
import { remember } from './storage.ts';

export type Theme = 'auto' | 'light' | 'dark';

const THEME = 'signalbox.theme';
const CONTRAST = 'signalbox.contrast';
const CHANGED = 'signalbox:theme';

/** The theme of the document; "auto" follows the system. */
export function currentTheme(): Theme {
  const set = typeof document === 'object' ? document.documentElement.dataset.theme : undefined;
  return set === 'light' || set === 'dark' ? set : 'auto';
}

/** Applies and remembers `theme`. public/boot.js repeats it before the next first paint. */
export function chooseTheme(theme: Theme): void {
  set('theme', THEME, theme === 'auto' ? null : theme);
}

/** Whether the person asked for more contrast here; the system can ask for it too. */
export function isHighContrast(): boolean {
  return typeof document === 'object' && document.documentElement.dataset.contrast === 'more';
}

/** More contrast than the theme's own, or as the system has it. */
export function chooseContrast(more: boolean): void {
  set('contrast', CONTRAST, more ? 'more' : null);
}

function set(name: 'theme' | 'contrast', key: string, value: string | null): void {
  const { dataset } = document.documentElement;
  if (value === null) delete dataset[name];
  else dataset[name] = value;
  remember(key, value);
  dispatchEvent(new Event(CHANGED));
}

/** Calls back when colours change, by choice or with the system. Returns how to stop. */
export function onThemeChange(callback: () => void): () => void {
  const systems = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const system of systems) system.addEventListener('change', callback);
  addEventListener(CHANGED, callback);
  return () => {
    for (const system of systems) system.removeEventListener('change', callback);
    removeEventListener(CHANGED, callback);
  };
}
