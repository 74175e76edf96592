/** What an export holds of notifications. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { settled, tell } from '../../testing/notifications.ts';
import { download, finished } from '../../testing/privacy.ts';
import { seedPerson, seedTenant } from '../../testing/seed.ts';

it('an export holds who is told and what was sent, without what was said or reaches a device', async () => {
  const shop = await seedTenant();
  const ann = await seedPerson(shop, 'owner');
  await ann.call('PUT', '/v1/notification-preferences', { daily_limit: 7 });
  await ann.call('PUT', '/v1/notification-settings', { escalate_after_minutes: 15, escalate_to: [ann.user_id] });
  await ann.call('POST', '/v1/channels', { kind: 'email', address: 'books@x.example' });
  const device = ['https://push.example/secret-endpoint', '{"auth":"secret-auth"}'];
  await env.DB.prepare(
    `INSERT INTO channels (tenant_id, project_id, id, kind, user_id, name, address, config, locale, severities, events, state, created_at)
     VALUES (?1, '', 'chn_phone', 'web_push', ?2, 'Phone', ?3, ?4, 'en', '[]', '[]', 'active', '2026-01-01T00:00:00Z')`,
  )
    .bind(shop.tenant_id, ann.user_id, ...device)
    .run();
  const occasion = await tell(shop);
  await settled(shop, 2);
  const asked = await ann.call('POST', '/v1/exports');
  const { download_url } = (await finished(ann as never, asked.body.id)).body;
  const { text } = await download(download_url);
  const lines = text
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as { kind: string; data: Record<string, unknown> });
  const ofKind = (kind: string) => lines.filter((each) => each.kind === kind).map(({ data }) => data);
  expect(ofKind('channel').map(({ name, address }) => [name, address])).toEqual([
    ['books@x.example', 'books@x.example'],
    ['Phone', null],
  ]);
  expect(ofKind('notification_preferences')).toMatchObject([{ user_id: ann.user_id, body: { daily_limit: 7 } }]);
  expect(ofKind('notification_settings')).toMatchObject([{ escalate_to: [ann.user_id] }]);
  expect(ofKind('delivery')).toContainEqual(
    expect.objectContaining({ kind: 'alert.raised', recipient: ann.user_id, state: 'sent' }),
  );
  expect(text).not.toContain('secret-');
  expect(ofKind('delivery').every((row) => !('content' in row) && !('composed' in row))).toBe(true);
  const { data } = (await ann.call('GET', '/v1/deliveries')).body;
  expect(data.map(({ title }: { title: string | null }) => title)).toContain('Warning: Payments are above 100');
  expect(occasion.type).toBe('alert.raised');
});
