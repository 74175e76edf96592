/** Reading heads: a project's own, and the public file of a day. */
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import type { Env } from '../../../base/env.ts';
import { missing } from '../../../base/errors.ts';
import { decodeCursor, encodeCursor } from '../../../base/page.ts';
import { ledgerName } from './head-file.ts';
import { headFileKey } from './publish-heads.ts';
import type { HeadPage, HeadsQuery } from './schema.ts';
import { pageHeads } from './store.ts';

/** The signed heads of the project, newest first: all that its owner needs to keep. */
export async function listHeads(ctx: Ctx, { limit, cursor }: HeadsQuery): Promise<HeadPage> {
  requirePermission(ctx, 'events:read');
  const project_id = requireProject(ctx);
  const before = cursor ? String(decodeCursor(cursor, ['string'])[0]) : '~';
  const rows = await pageHeads(ctx.db, { tenant_id: ctx.tenant_id, project_id }, { before, limit: limit + 1 });
  const data = rows.slice(0, limit).map(({ tenant_id: _, ...head }) => head);
  return {
    ledger: ledgerName(project_id),
    data,
    next_cursor: rows.length > limit ? encodeCursor([data.at(-1)!.day]) : null,
  };
}

/** The public file `YYYY-MM-DD.json`, or 304 for who has it. It never changes, so it may be kept for ever. Throws 404. */
export async function readHeadFile({ ARCHIVE }: Env, file: string, headers: Headers): Promise<Response> {
  const day = /^(\d{4}-\d{2}-\d{2})\.json$/.exec(file)?.[1];
  const object = day ? await ARCHIVE.get(headFileKey(day), { onlyIf: headers }) : null;
  if (!object) throw missing('head_file');
  const kept = {
    'cache-control': 'public, max-age=31536000, immutable',
    etag: object.httpEtag,
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
  };
  // R2 leaves the body out where the condition of the request does not hold.
  const { body = null } = object as Partial<R2ObjectBody>;
  return new Response(body, { status: body ? 200 : 304, headers: kept });
}
