/** The auditor's own check agrees with the server's seals, and finds what was done to a log. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BareEntry, GENESIS, sealsOf } from '../../worker/tenants/audit/chain.ts';
import { type AuditLine, verifyAuditLines } from './audit-chain.ts';

const Fields = fc.option(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true }));
const Entry = fc.record({
  actor_label: fc.string({ unit: 'grapheme' }),
  action: fc.string(),
  before: Fields,
  after: Fields,
});

function logOf(parts: { actor_label: string; action: string; before: unknown; after: unknown }[]): AuditLine[] {
  const bare = parts.map((part, i) => ({
    tenant_id: 'ten_1',
    seq: i + 1,
    created_at: '2026-11-21T05:00:00.000Z',
    actor_type: 'person',
    actor_id: 'usr_1',
    target_type: 'project',
    target_id: 'prj_1',
    request_id: 'r',
    ...part,
  })) as unknown as BareEntry[];
  const seals = sealsOf(bare, GENESIS);
  // As it comes over the wire.
  return JSON.parse(JSON.stringify(bare.map((entry, i) => ({ ...entry, ...seals[i]! }))));
}

const Log = fc.array(Entry, { minLength: 2, maxLength: 12 }).map(logOf);

describe('an audit log checked offline', () => {
  it('holds as the server sealed it, with a tail that is not sealed yet', async () => {
    await fc.assert(
      fc.asyncProperty(Log, fc.nat(2), async (log, open) => {
        const lines = log.map((line, i) =>
          i < log.length - open ? line : { ...line, previous_hash: null, hash: null },
        );
        const found = await verifyAuditLines(lines, undefined);
        expect(found).toMatchObject({ entries: log.length, open, problems: [] });
        expect(found.end.seq).toBe(log.length - open);
      }),
    );
  });

  it('does not hold when any entry was changed, left out, moved or written anew', async () => {
    await fc.assert(
      fc.asyncProperty(Log, fc.nat(), fc.constantFrom('change', 'drop', 'swap'), async (log, at, how) => {
        const i = at % (log.length - 1);
        const lines = structuredClone(log);
        if (how === 'change') lines[i]!.actor_label = `${lines[i]!.actor_label}x`;
        if (how === 'drop') lines.splice(i, 1);
        if (how === 'swap') lines.splice(i, 2, lines[i + 1]!, lines[i]!);
        expect((await verifyAuditLines(lines)).problems).not.toEqual([]);
      }),
    );
  });

  it('an end that was kept finds a log that was rewritten or cut with hashes that fit', async () => {
    const parts = ['a', 'b', 'c'].map((action) => ({ actor_label: 'ada', action, before: null, after: null }));
    const { end } = await verifyAuditLines(logOf(parts));
    const rewritten = logOf(parts.map((part) => ({ ...part, actor_label: 'eve' })));
    expect((await verifyAuditLines(rewritten)).problems).toEqual([]);
    expect((await verifyAuditLines(rewritten, end)).problems).toEqual(['Entry 3 is not the one that was kept.']);
    expect((await verifyAuditLines(logOf(parts).slice(0, 2), end)).problems).toEqual([
      'Entry 3, which was kept, is gone.',
    ]);
    expect((await verifyAuditLines(logOf([...parts, parts[0]!]), end)).problems).toEqual([]);
  });
});
