/** The account library's way into D1: its Drizzle adapter over our tables, with session tokens stored as digests only. */
import type { BetterAuthOptions } from 'better-auth';
import type { DBAdapter, Where } from 'better-auth/adapters';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { sha256 } from '../../../base/crypto.ts';
import type { Db } from '../../../base/db.ts';
import { accounts, passkeys, sessions, two_factors, users, verifications } from '../table.ts';

const tables = { users, accounts, sessions, verifications, two_factors, passkeys };

/** The adapter to give the library as its `database`. */
export function libraryStore(db: Db): (options: BetterAuthOptions) => DBAdapter {
  const open = drizzleAdapter(db, { provider: 'sqlite', schema: tables });
  return (options) => withDigests(open(options) as DBAdapter);
}

/** The library thinks in tokens, the table holds their SHA-256: reading the database lets no one sign in. */
function withDigests(inner: DBAdapter): DBAdapter {
  const outer: DBAdapter = {
    ...inner,
    async create(call) {
      if (call.model !== 'session') return await inner.create(call);
      const { token } = call.data as unknown as { token: string };
      const row = await inner.create({ ...call, data: { ...call.data, token: sha256(token) } });
      return { ...row, token } as never;
    },
    async findOne(call) {
      const row = await inner.findOne<Record<string, unknown>>(digested(call));
      return (row && call.model === 'session' ? { ...row, token: tokenIn(call.where) ?? row.token } : row) as never;
    },
    findMany: (call) => inner.findMany(digested(call)),
    async update(call) {
      const row = await inner.update<Record<string, unknown>>(digested(call));
      return (row && call.model === 'session' ? { ...row, token: tokenIn(call.where) ?? row.token } : row) as never;
    },
    updateMany: (call) => inner.updateMany(digested(call)),
    delete: (call) => inner.delete(digested(call)),
    deleteMany: (call) => inner.deleteMany(digested(call)),
    // D1 has no interactive transactions; the library's own fallback would go round this adapter.
    transaction: (run) => run(outer),
  };
  return outer;
}

function digested<T extends { model: string; where?: Where[] }>(call: T): T {
  if (call.model !== 'session' || !call.where) return call;
  return { ...call, where: call.where.map((where) => (where.field === 'token' ? digestOf(where) : where)) };
}

function digestOf(where: Where): Where {
  const { value } = where;
  return {
    ...where,
    value: Array.isArray(value) ? value.map((token) => sha256(String(token))) : sha256(String(value)),
  };
}

function tokenIn(where: Where[]): unknown {
  const { value } = where.find(({ field }) => field === 'token') ?? {};
  return Array.isArray(value) ? undefined : value;
}
