/** Daily heads as the API shows them. */
import { z } from '@hono/zod-openapi';
import { PageQuery, pageOf } from '../../../base/page.ts';

export const HeadsQuery = PageQuery;
export type HeadsQuery = z.infer<typeof HeadsQuery>;

const Hash = z.string().describe('SHA-256 in hex');

/** One line of what `npm run verify -- --known` takes. */
const DailyHead = z
  .object({
    project_id: z.string(),
    day: z.string().describe('The last whole UTC day that it covers'),
    seq: z.number().int(),
    head: Hash,
    at: z.string(),
    signature: z.string().describe('Ed25519 in base64, over project, place and head'),
  })
  .openapi('DailyHead');

/** A project's signed heads, and the name that its ledger has in public files. */
export const HeadPage = pageOf(DailyHead)
  .extend({ ledger: z.string().describe('The ledger’s name in the public files') })
  .openapi('DailyHeadPage');
export type HeadPage = z.infer<typeof HeadPage>;

/** The public file of a day. */
export const HeadFileBody = z
  .object({
    format: z.literal('signalbox heads v1'),
    day: z.string(),
    written_at: z.string(),
    previous: z.object({ day: z.string(), sha256: Hash }).nullable(),
    ledgers: z.array(z.object({ ledger: z.string(), commitment: Hash })),
    signature: z.string(),
  })
  .openapi('HeadFile');
