// Blocking on purpose: look, language and direction are set before the first paint, so the page never flashes.
(() => {
  const root = document.documentElement;
  const { messages, areas, landing } = document.currentScript.dataset;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage can be forbidden; the system's preference then decides.
    }
  };
  const theme = read('signalbox.theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (read('signalbox.contrast') === 'more') root.dataset.contrast = 'more';

  const ours = ['en', 'es', 'pt-BR', 'fr', 'de', 'it', 'tr', 'ar', 'ja'];
  // The landing page has its words already; at the root, a language that was chosen here counts more than the browser's.
  if (landing) {
    const chosen = read('signalbox.locale');
    if (location.pathname === '/' && chosen !== landing && ours.includes(chosen)) location.replace(`/${chosen}`);
    return;
  }
  const match = (tag) => tag && ours.find((id) => id.slice(0, 2) === tag.slice(0, 2).toLowerCase());
  const locale = match(read('signalbox.locale')) || (navigator.languages || []).map(match).find(Boolean) || 'en';
  root.lang = locale;
  if (locale === 'ar') root.dir = 'rtl';
  // The prerendered words are English: they stay unseen until the right ones are in their place.
  if (locale !== 'en') root.dataset.waiting = '';
  for (const area of (areas || '').split(' ').filter(Boolean)) {
    const link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'fetch';
    link.crossOrigin = '';
    link.href = `${messages}${area}.${locale}.json`;
    document.head.append(link);
  }
})();
