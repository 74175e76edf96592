import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ledgerOf } from '../../../durable/stubs.ts';
import { finished } from '../../testing/privacy.ts';
import { payment, seedTenant } from '../../testing/seed.ts';
import type { PrivacyLedger } from './objects.ts';

const SEGMENTS = 40;
const note = 'n'.repeat(1_000);

it('an export is read in small turns: no page holds an append up for more than some 64 KB', async () => {
  const shop = await seedTenant();
  for (let i = 0; i < SEGMENTS; i++) {
    await shop.send(Array.from({ length: 10 }, () => payment({ payload: { amount_cents: 1, currency: 'GBP', note } })));
  }
  const pages: number[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const { segments, next } = await ledgerOf<PrivacyLedger>(env, shop.project_id).readRaw(from);
    pages.push(segments.reduce((sum, { body }) => sum + body.length, 0));
    from = next;
  }
  expect(Math.max(...pages)).toBeLessThanOrEqual(64_000);
  expect(pages.length).toBeGreaterThan(5);
  const { id } = (await shop.call('POST', '/v1/exports')).body;
  expect((await finished(shop, id)).body).toMatchObject({ counts: { event: SEGMENTS * 10 } });
});
