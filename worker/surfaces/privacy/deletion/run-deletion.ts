/** Carrying deletions out: bounded a run, safe to repeat, and going on where a run that was lost has stopped. */
import { hubOf, ledgerOf } from '../../../../durable/stubs.ts';
import type { Ctx } from '../../../base/context.ts';
import { sha256 } from '../../../base/crypto.ts';
import { batch } from '../../../base/db.ts';
import { describeError } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import { recordAudit } from '../../../tenants/audit/index.ts';
import { sendMails } from '../../../tenants/mail/index.ts';
import { listProjectsAfter } from '../../../tenants/orgs/index.ts';
import type { PrivacyHub, PrivacyLedger } from '../objects.ts';
import { prefixOfTenant } from '../run-export.ts';
import { receiptLetter } from './letters.ts';
import { listOf, receiptFor } from './receipt.ts';
import {
  claimDeletion,
  countChanges,
  deleteByAddress,
  deleteByPerson,
  deletePage,
  endingMemberships,
  findDeletion,
  listDue,
  type Owned,
  ownedTables,
  updateDeletion,
} from './run-store.ts';
import type { DeletionRow } from './schedule-store.ts';
import type { Receipt } from './schema.ts';

type Job = Pick<Ctx, 'env' | 'db' | 'now' | 'log'>;

/** What one run does at most: deletions, pages of rows, and files. */
const MAX_DELETIONS = 20;
const MAX_PAGES = 200;
const FILES = 500;
/** A run that is silent for this long is taken to be lost. */
const LEASE_MS = 120_000;
const OBJECTS = 200;

/** The log of a workspace may go only after the workspace itself. */
const LAST = ['audit_entries', 'audit_heads'];

/** The minute's job; returns how many deletions it ended. One that fails does not hold up the others. */
export async function runDeletions(job: Job, pages = MAX_PAGES): Promise<number> {
  const budget = { pages };
  let ended = 0;
  for (const row of await listDue(job.db, iso(job.now), MAX_DELETIONS)) {
    try {
      if (await runDeletion(job, row, budget)) ended += 1;
    } catch (error) {
      job.log('error', 'deletion stopped', { deletion_id: row.id, ...describeError(error) });
    }
  }
  return ended;
}

/** True once it is done and told. */
async function runDeletion(job: Job, row: DeletionRow, budget: { pages: number }): Promise<boolean> {
  const lease = claimDeletion(job.db, row, iso(job.now), iso(job.now + LEASE_MS));
  if ((await batch(job.db, [lease]))[0] === 0) return false;
  try {
    if (row.status !== 'done') {
      const isGone =
        row.kind === 'workspace' ? await eraseTenant(job, row, budget) : await eraseAccount(job, row, budget);
      if (!isGone) return false;
      await finish(job, row.id);
    }
    await tell(job, row.id);
    return true;
  } finally {
    await batch(job.db, [updateDeletion(job.db, row.id, { lease_until: null })]);
  }
}

/** Rows first, the row of the workspace before its log, then objects and files, which nothing names any more. */
async function eraseTenant(job: Job, row: DeletionRow, budget: { pages: number }): Promise<boolean> {
  const { subject: tenant_id } = row;
  const objects = row.objects ?? (await projectsOf(job, tenant_id));
  if (!row.objects) await batch(job.db, [updateDeletion(job.db, row.id, { objects })]);
  const tables = await ownedTables(job.db, 'tenant_id');
  const isLast = ({ table }: Owned) => LAST.includes(table);
  const own = { table: 'tenants', owner: 'id', key: 'id' };
  const order = [...tables.filter((each) => !isLast(each)), own, ...tables.filter(isLast)];
  if (!(await eraseRows(job, row, order, budget))) return false;
  for (const id of objects) await callObject(async () => await ledgerOf<PrivacyLedger>(job.env, id).wipe());
  await callObject(async () => await hubOf<PrivacyHub>(job.env, tenant_id).wipe());
  return await eraseFiles(job, row, budget);
}

/** A person's rows, by id and by address; their memberships end in the logs of the workspaces that stay. */
async function eraseAccount(job: Job, row: DeletionRow, budget: { pages: number }): Promise<boolean> {
  const { db } = job;
  const ctx = {
    db,
    now: job.now,
    request_id: row.id,
    tenant_id: '',
    actor: { type: 'system' as const, id: 'deletion' },
  };
  const members = (await ownedTables(db, 'user_id')).find(({ table }) => table === 'members')!;
  const target = endingMemberships(row.subject);
  await batch(db, [
    recordAudit(ctx, { action: 'member.removed', target_type: 'user', target }),
    ...deletePage(db, members, row),
  ]);
  const email = row.notice?.name ?? '';
  const others = [...deleteByAddress(db, email), ...deleteByPerson(db, row.subject)];
  await batch(
    db,
    others.flatMap(([table, statement]) => [statement, countChanges(db, row.id, table)]),
  );
  const tables = await ownedTables(db, 'user_id');
  return await eraseRows(job, row, [...tables, { table: 'users', owner: 'id', key: 'id' }], budget);
}

/** Page after page; false when the run's budget is spent before the end. */
async function eraseRows(job: Job, row: DeletionRow, tables: Owned[], budget: { pages: number }): Promise<boolean> {
  for (const owned of tables) {
    while ((await batch(job.db, deletePage(job.db, owned, row)))[0]! > 0) {
      // Only pages that held something are counted: a run always gets further than the one before.
      budget.pages -= 1;
      if (budget.pages <= 0) return false;
    }
  }
  return true;
}

async function eraseFiles({ env, db }: Job, row: DeletionRow, budget: { pages: number }): Promise<boolean> {
  for (;;) {
    const { objects } = await env.ARCHIVE.list({ prefix: prefixOfTenant(row.subject), limit: FILES });
    if (objects.length === 0) return true;
    await env.ARCHIVE.delete(objects.map(({ key }) => key));
    const { counts } = (await findDeletion(db, row.id))!;
    const files = (counts['archived files'] ?? 0) + objects.length;
    await batch(db, [updateDeletion(db, row.id, { counts: { ...counts, 'archived files': files } })]);
    budget.pages -= 1;
    if (budget.pages <= 0) return false;
  }
}

/** Writes the receipt; from here on the row names nobody but whom to tell. */
async function finish(job: Job, id: string): Promise<void> {
  const row = (await findDeletion(job.db, id))!;
  const finished_at = iso(Date.now());
  const subject = sha256(row.subject);
  const { kind, created_at: requested_at } = row;
  const counts = Object.fromEntries(Object.entries(row.counts).filter(([, n]) => n > 0));
  const facts = { id, kind, subject, requested_at, finished_at, counts };
  const receipt = JSON.stringify(await receiptFor(job.env.SIGNING_KEY, facts, listOf(counts, row.objects ?? [])));
  const change = { status: 'done' as const, subject, counts, finished_at, receipt, digest: null };
  await batch(job.db, [updateDeletion(job.db, id, change)]);
}

/** Mails the receipt to those who were owners, then forgets them. */
async function tell(job: Job, id: string): Promise<void> {
  const { kind, notice, receipt, counts, objects } = (await findDeletion(job.db, id))!;
  if (!notice || !receipt) return;
  const proof = { receipt: JSON.parse(receipt) as Receipt, list: listOf(counts, objects ?? []) };
  await sendMails(
    job,
    notice.readers.map((reader) => receiptLetter(kind, notice, reader, proof)),
  );
  await batch(job.db, [updateDeletion(job.db, id, { notice: null, objects: null })]);
}

async function projectsOf({ db }: Job, tenant_id: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await listProjectsAfter(db, tenant_id, ids.at(-1) ?? '', OBJECTS);
    ids.push(...page.map(({ id }) => id));
    if (page.length < OBJECTS) return ids;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
