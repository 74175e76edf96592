/** Verifying a tenant's audit log: every entry there, in order, as it was written. */
import type { Ctx } from '../../base/context.ts';
import { type Anchor, entryHash, GENESIS } from './chain.ts';
import { requireLog } from './list.ts';
import type { AuditEntry, AuditVerdict } from './schema.ts';
import { sealAudit } from './seal.ts';
import { lastSeq, readEntries } from './store.ts';

const PAGE = 1_000;

/** Recomputes the chain of the ctx's tenant up to now and holds its end against what the tenant's hub remembers. */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerdict> {
  requireLog(ctx);
  // Read before sealing: numbered entries that cannot be sealed are missing.
  const numbered = await lastSeq(ctx.db, ctx.tenant_id);
  const anchor = await sealAudit(ctx, ctx.tenant_id);
  const given = Math.max(numbered, await lastSeq(ctx.db, ctx.tenant_id));
  const { entries, end, first_broken } = await walk(ctx, anchor);
  const broken = first_broken ?? brokenEnd(end, anchor, numbered, given);
  if (broken === undefined) return { entries, intact: true };
  ctx.log('error', 'audit log is broken', { tenant_id: ctx.tenant_id, first_broken: broken });
  return { entries, intact: false, first_broken: broken };
}

/** Entries that are missing at the end, or an end that is not the one the hub knows: a chain that was written anew. */
function brokenEnd(end: Anchor, anchor: Anchor, numbered: number, given: number): number | undefined {
  if (end.seq < Math.max(anchor.seq, numbered)) return end.seq + 1;
  if (end.hash !== anchor.hash) return anchor.seq;
  return given < end.seq ? given + 1 : undefined;
}

async function walk(ctx: Ctx, anchor: Anchor): Promise<{ entries: number; end: Anchor; first_broken?: number }> {
  let end = GENESIS;
  let entries = 0;
  let first_broken: number | undefined;
  for (let after = 0; after < anchor.seq; ) {
    const page = await readEntries(ctx.db, ctx.tenant_id, {}, after, Math.min(PAGE, anchor.seq - after));
    for (const entry of page) {
      if (entry.seq > anchor.seq) break;
      entries += 1;
      first_broken ??= brokenAt(entry, end);
      end = { seq: entry.seq, hash: entry.hash ?? '' };
    }
    if (page.length === 0) break;
    after = page.at(-1)!.seq;
  }
  return { entries, end, first_broken };
}

/** The number at which the chain breaks between `end` and the entry that should follow it. */
function brokenAt(entry: AuditEntry, end: Anchor): number | undefined {
  if (entry.seq !== end.seq + 1) return end.seq + 1;
  const holds = entry.previous_hash === end.hash && entry.hash === entryHash(entry, end.hash);
  return holds ? undefined : entry.seq;
}
