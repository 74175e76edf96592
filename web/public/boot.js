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
  const write = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Then the next page asks the browser's languages again.
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
  // The link of a mail names the mail's language; a browser that has chosen none stays with it.
  const mailed = match(new URLSearchParams(location.hash.slice(1)).get('lang'));
  if (mailed && !read('signalbox.locale')) write('signalbox.locale', mailed);
  const locale =
    mailed || match(read('signalbox.locale')) || (navigator.languages || []).map(match).find(Boolean) || 'en';
  root.lang = locale;
  if (locale === 'ar') root.dir = 'rtl';
  // The prerendered words are English: they are hidden until the right ones are loaded.
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

// The session and what this page reads first are requested now, before the code is loaded; web/base/api/early.ts returns the replies.
(() => {
  const { reads } = document.currentScript.dataset;
  if (reads === undefined) return;
  const early = new Map();
  window.signalboxEarly = early;
  const accept = 'application/json';
  const asked = new URLSearchParams(location.search);
  const wanted = asked.get('project');
  const lastProject = () => {
    try {
      return localStorage.getItem('signalbox.project');
    } catch {
      return null;
    }
  };
  const begin = ({ projects = [] }) => {
    const named = (id) => projects.find((project) => project.id === id);
    const project = named(wanted) || named(lastProject()) || projects[0];
    // Another view of the page reads other things.
    if (!project || asked.size > (wanted ? 1 : 0)) return;
    const today = new Intl.DateTimeFormat('sv', { timeZone: project.timezone }).format();
    for (const read of reads.split(' ').filter(Boolean)) {
      const path = read.replace('@today', today);
      const answer = fetch(path, { headers: { accept, 'signalbox-project': project.id } });
      answer.catch(() => {}); // The page handles the error.
      early.set(`${project.id} ${path}`, answer);
    }
  };
  // The page gets the session when the other reads are under way, so it never starts them itself.
  const session = fetch('/v1/auth/session', { headers: { accept } }).then(async (answer) => {
    if (answer.ok)
      await answer
        .clone()
        .json()
        .then(begin)
        .catch(() => {});
    return answer;
  });
  session.catch(() => {});
  early.set(' /v1/auth/session', session);
})();

// A form that is sent before the code is here waits for it: main.tsx says when. Without this the browser would post it to the page.
(() => {
  let sent;
  const hold = (event) => {
    event.preventDefault();
    sent = event.target;
  };
  document.addEventListener('submit', hold, true);
  addEventListener(
    'signalbox:alive',
    () => {
      document.removeEventListener('submit', hold, true);
      if (sent?.isConnected) sent.requestSubmit();
    },
    { once: true },
  );
})();
