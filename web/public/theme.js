// Blocking on purpose: a theme chosen by the person is set before the first paint, so the page never flashes.
try {
  const theme = localStorage.getItem('signalbox.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be forbidden; the system's preference then decides.
}
