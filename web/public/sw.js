// The dashboard's service worker: shows pushes and does what their buttons say. It answers no requests: pages load as without it.

const ICON = '/favicon.svg';
const HOUR_MINUTES = 60;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => event.waitUntil(show(event.data)));

self.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  event.waitUntil(follow(notification.data, action));
});

// The browser changed the address of this device: the dashboard's next visit tells the server, this does it at once.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

async function show(data) {
  const { title, body, tag, url, locale, stays, alert } = data.json();
  const actions = alert
    ? [
        { action: 'acknowledge', title: alert.acknowledge },
        { action: 'snooze', title: alert.snooze },
      ]
    : [];
  await self.registration.showNotification(title, {
    body,
    tag,
    lang: locale,
    dir: locale === 'ar' ? 'rtl' : 'ltr',
    icon: ICON,
    requireInteraction: stays,
    actions: actions.slice(0, Notification.maxActions ?? actions.length),
    data: { url, alert },
  });
}

/** Acts on the alert, or opens its page: where no button was pressed, and where acting was refused, such as after signing out. */
async function follow({ url, alert }, action) {
  if (alert && action && (await act(alert, action))) return;
  await open(url);
}

async function act({ id, project_id }, action) {
  const body = action === 'snooze' ? JSON.stringify({ minutes: HOUR_MINUTES }) : undefined;
  const headers = { 'signalbox-project': project_id, ...(body ? { 'content-type': 'application/json' } : {}) };
  try {
    const reply = await fetch(`/v1/alerts/${encodeURIComponent(id)}/${action}`, { method: 'POST', headers, body });
    return reply.ok;
  } catch {
    return false;
  }
}

async function open(url) {
  const target = new URL(url, self.location.origin);
  if (target.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find((each) => new URL(each.url).origin === target.origin);
  const shown = page && (await page.focus().catch(() => undefined));
  const moved = shown && (await shown.navigate(target.href).catch(() => undefined));
  if (!moved) await self.clients.openWindow(target.href);
}

async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options;
  const subscription = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!subscription) return;
  const headers = { 'content-type': 'application/json' };
  await fetch('/v1/channels', {
    method: 'POST',
    headers,
    body: JSON.stringify({ kind: 'web_push', subscription }),
  });
}
