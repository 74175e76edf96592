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

// The session and what this page reads first set out now, not when the code is here; web/early.ts hands the answers over.
(() => {
  const { reads } = document.currentScript.dataset;
  if (reads === undefined) return;
  const early = new Map();
  window.signalboxEarly = early;
  const ask = (path, project) => {
    const headers = { accept: 'application/json', ...(project && { 'signalbox-project': project }) };
    const answer = fetch(path, { headers });
    early.set(`${project} ${path}`, answer);
    return answer;
  };
  const lastProject = () => {
    try {
      return localStorage.getItem('signalbox.project');
    } catch {
      return null;
    }
  };
  const asked = new URLSearchParams(location.search);
  const wanted = asked.get('project');
  ask('/v1/auth/session', '')
    .then((answer) => answer.ok && answer.clone().json())
    .then((session) => {
      const projects = session?.projects ?? [];
      const named = (id) => projects.find((project) => project.id === id);
      const project = named(wanted) || named(lastProject()) || projects[0];
      // Another view of the page reads other things.
      if (!project || asked.size > (wanted ? 1 : 0)) return;
      const today = new Intl.DateTimeFormat('sv', { timeZone: project.timezone }).format();
      for (const path of reads.split(' ').filter(Boolean))
        ask(path.replace('@today', today), project.id).catch(() => {});
    })
    .catch(() => {}); // The page asks again, and says what is wrong.
})();
