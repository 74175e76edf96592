/** Push on a real service worker: switched on by a button, encrypted, shown, acted on from the notification, ended by signing out. */
import type { CDPSession, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveWebPush } from '../../scripts/fakes/web-push/serve.ts';
import { openWatched, settled, type Watched } from '../browser.ts';
import { inspect, openRoom, PROVOKED, type Room } from '../rooms/alert-room.ts';

let room: Room;
let desk: Watched;
let service: Awaited<ReturnType<typeof serveWebPush>>;

/** Chromium's own push service is Google's: the fake takes its place where the page asks for a subscription. */
const SUBSCRIBE = `PushManager.prototype.subscribe = async function ({ applicationServerKey }) {
  const subscription = await window.fakeSubscription(applicationServerKey);
  PushManager.prototype.getSubscription = async () => ({ unsubscribe: async () => void window.fakeEnded() });
  return { toJSON: () => subscription };
};`;

let ended = 0;

beforeAll(async () => {
  [room, service] = await Promise.all([openRoom(), serveWebPush()]);
  desk = await openWatched(room.browser, room.product.url, PROVOKED, { locale: 'en-GB', timezoneId: 'UTC' });
  const context = desk.page.context();
  await context.grantPermissions(['notifications'], { origin: room.product.url });
  await context.exposeFunction('fakeSubscription', (key: string) => service.fake.subscribe(key));
  await context.exposeFunction('fakeEnded', () => {
    ended += 1;
  });
  await context.addInitScript(SUBSCRIBE);
  await room.signIn(desk.page);
});

afterAll(async () => {
  service?.stop();
  await room?.close();
});

/** The registration of the page's service worker, as the browser's debugger names it. */
async function registrationOf(session: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${room.product.url}/`);
      if (own) resolve(own.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  return await found;
}

const shownBy = (worker: Worker) =>
  worker.evaluate(
    'self.registration.getNotifications().then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, data })))',
  ) as Promise<{ title: string; body: string; tag: string; data: { url: string } }[]>;

/** As if the person had pressed the notification or a button of it. */
const press = (worker: Worker, action: string) =>
  worker.evaluate(
    `self.registration.getNotifications().then(([notification]) =>
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification, action: '${action}' })))`,
  );

describe('push', () => {
  test('asks nobody before the button, then lists this device', async () => {
    const { page } = desk;
    await page.goto('/settings/notifications');
    await settled(page);
    expect(page.context().serviceWorkers()).toEqual([]);
    await page.getByRole('button', { name: 'Show alerts on this device' }).click();
    await page.getByText('This device', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Show alerts on this device' }).count()).toBe(0);
    await inspect(page);
    await page.getByRole('button', { name: /^Send .+ a test$/ }).click();
    await expect.poll(() => service.fake.shown.length).toBe(1);
    expect(JSON.parse(service.fake.shown[0]!.payload)).toMatchObject({ title: 'Test: Quay', alert: null });
  });

  test('an alert is shown, and acknowledged from its button', async () => {
    const { page } = desk;
    const title = await room.raise('Too few orders', 'critical');
    await expect.poll(() => service.fake.shown.length).toBe(2);
    const data = service.fake.shown[1]!.payload;
    const session = await page.context().newCDPSession(page);
    const registrationId = await registrationOf(session);
    await session.send('ServiceWorker.deliverPushMessage', { origin: room.product.url, registrationId, data });
    const [worker] = page.context().serviceWorkers() as [Worker];
    await expect.poll(() => shownBy(worker)).toMatchObject([{ title: `Critical: ${title} · Quay` }]);
    const [shown] = await shownBy(worker);
    await press(worker, 'acknowledge');
    const id = new URLSearchParams(shown!.data.url.split('?')[1]).get('alert');
    const statusOf = async () => ((await room.call('GET', `/v1/alerts/${id}`)) as unknown as { status: string }).status;
    await expect.poll(statusOf).toBe('acknowledged');
    await expect.poll(() => shownBy(worker)).toEqual([]);
  });

  test('signing out ends pushes to this browser', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Account and theme' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    await expect.poll(() => ended).toBe(1);
    expect(desk.problems).toEqual([]);
  });
});
