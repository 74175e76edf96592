/** Downloading an export: one NDJSON stream, its first line the manifest with counts and SHA-256 of every part that follows. */
import { AppError, missing } from '../../base/errors.ts';
import { describeError } from '../../base/log.ts';
import type { Visitor } from '../../tenants/auth/index.ts';
import { findTenant } from '../../tenants/orgs/index.ts';
import { checkLink } from './export-link.ts';
import type { LinkQuery } from './schema.ts';
import { type ExportRow, findExportAnyTenant, listParts, type PartRow } from './store.ts';

const PARTS = 1_000;

/** The stream behind a signed link. 403 for a bad or old link, 404 for an export that is not (or no longer) there. */
export async function downloadExport(
  visitor: Visitor,
  export_id: string,
  link: LinkQuery,
): Promise<{ body: ReadableStream; bytes: number }> {
  checkLink(visitor.env.EVENT_SECRET, export_id, link, visitor.now);
  const row = await findExportAnyTenant(visitor.db, export_id);
  if (row?.status !== 'ready' || Date.parse(row.expires_at) <= visitor.now) throw missing('export');
  const tenant = await findTenant(visitor.db, row.tenant_id);
  if (tenant?.status !== 'active') {
    throw new AppError('forbidden', 'tenant.suspended', 'This workspace is suspended.');
  }
  const parts = await allParts(visitor, row);
  const manifest = new TextEncoder().encode(`${JSON.stringify(manifestOf(row, parts))}\n`);
  const bytes = manifest.length + row.bytes;
  const { readable, writable } = new FixedLengthStream(bytes);
  void pour(visitor, writable, manifest, parts).catch((error) => {
    visitor.log('warn', 'export download broke off', { export_id, ...describeError(error) });
  });
  return { body: readable, bytes };
}

async function allParts({ db }: Visitor, row: ExportRow): Promise<PartRow[]> {
  const parts: PartRow[] = [];
  for (;;) {
    const page = await listParts(db, row, parts.at(-1)?.step ?? -1, PARTS);
    parts.push(...page);
    if (page.length < PARTS) return parts;
  }
}

function manifestOf(row: ExportRow, parts: PartRow[]): object {
  const { id, tenant_id, project_id, counts, created_at, finished_at } = row;
  const shown = parts.map(({ kind, lines, bytes, sha256 }) => ({ kind, lines, bytes, sha256 }));
  return { kind: 'manifest', version: 1, id, tenant_id, project_id, created_at, finished_at, counts, parts: shown };
}

async function pour(
  { env }: Visitor,
  writable: WritableStream<Uint8Array>,
  manifest: Uint8Array,
  parts: PartRow[],
): Promise<void> {
  const writer = writable.getWriter();
  await writer.write(manifest);
  writer.releaseLock();
  for (const { key } of parts) {
    const object = await env.ARCHIVE.get(key);
    if (!object) {
      await writable.abort(new Error(`The part ${key} is gone.`));
      return;
    }
    await object.body.pipeTo(writable, { preventClose: true });
  }
  await writable.close();
}
