import { describe, expect, it } from 'vitest';
import { operate, payment, request, seedTenant } from '../../../testing/seed.ts';

const many = (n: number) => Array.from({ length: n }, () => payment());

describe('the hard limit of accepted events', () => {
  it('keeps what fits, rejects the rest, spares duplicates, and follows the operator at once', async () => {
    const shop = await seedTenant();
    const limit = async (quantity: number | null) =>
      await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { limits: { ingest_unit: quantity } });
    await limit(10);
    const batch = many(8);
    expect((await shop.send(batch)).body).toMatchObject({ accepted: 8, rejected: 0 });
    const over = (await shop.send(many(5))).body;
    expect(over).toMatchObject({ accepted: 2, rejected: 3 });
    expect(over.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'accepted',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(over.results[2].code).toBe('billing.limit_reached');
    expect(await shop.send(payment())).toMatchObject({ status: 402, body: { code: 'billing.limit_reached' } });
    expect((await shop.send(batch)).body).toMatchObject({ accepted: 0, duplicates: 8, rejected: 0 });

    await limit(12);
    expect((await shop.send(many(5))).body).toMatchObject({ accepted: 2, rejected: 3 });
    await limit(5);
    expect((await shop.send(payment())).status).toBe(402);
    await limit(null);
    expect((await shop.send(many(20))).body).toMatchObject({ accepted: 20 });
  });

  it('is exact over several projects of a tenant that send at once', async () => {
    const shop = await seedTenant();
    const other = await operate('POST', `/v1/admin/tenants/${shop.tenant_id}/projects`, { name: 'Second' });
    const second = await operate('POST', `/v1/admin/projects/${other.body.id}/keys`, { name: 'k' });
    await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { limits: { ingest_unit: 1_000 } });
    const keys = [shop.secret_key, second.body.key];
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, i) => request('POST', '/v1/events', keys[i % 2], many(20))),
    );
    const sum = (field: string) => replies.reduce((total, reply) => total + reply.body[field], 0);
    expect(sum('accepted')).toBe(1_000);
    expect(sum('rejected')).toBe(200);
  });

  it('refuses meters that do not exist', async () => {
    const shop = await seedTenant();
    const reply = await operate('PATCH', `/v1/admin/tenants/${shop.tenant_id}`, { limits: { nonsense: 1 } });
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ path: 'limits.nonsense' }] } });
  });
});
