/** The chosen theme: read, applied to the document and remembered. */

export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'signalbox.theme';
const CHANGED = 'signalbox:theme';

/** The theme of the document; "auto" follows the system. */
export function currentTheme(): Theme {
  const set = typeof document === 'object' ? document.documentElement.dataset.theme : undefined;
  return set === 'light' || set === 'dark' ? set : 'auto';
}

/** Applies and remembers `theme`. public/theme.js repeats it before the next first paint. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  remember(KEY, theme === 'auto' ? null : theme);
  dispatchEvent(new Event(CHANGED));
}

/** Calls back when colours change, by choice or with the system. Returns how to stop. */
export function onThemeChange(callback: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', callback);
  addEventListener(CHANGED, callback);
  return () => {
    system.removeEventListener('change', callback);
    removeEventListener(CHANGED, callback);
  };
}

/** Writes a preference of this browser; null forgets it. Storage may be forbidden: the page works without. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the choice lasts as long as the page.
  }
}

/** A preference of this browser. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
