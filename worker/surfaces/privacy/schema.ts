/** Exports and erasures as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { pageOf, wholeNumber } from '../../base/page.ts';

/** An export takes no choices; a field that means one is refused rather than ignored. */
export const ExportInput = z.object({}).strict();

export const Export = z
  .object({
    id: z.string(),
    /** Null: the whole workspace. */
    project_id: z.string().nullable(),
    status: z.enum(['running', 'ready', 'failed', 'expired']),
    /** Lines by kind, so far. */
    counts: z.record(z.string(), z.number().int()),
    bytes: z.number().int(),
    /** Events written so far, of how many: null until the export has begun, and growing with events that arrive meanwhile. */
    progress: z.object({ events: z.number().int(), total: z.number().int().nullable() }),
    /** Why it failed, where that is known. */
    error_code: z.string().nullable(),
    requested_by: z.string(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
    expires_at: z.string(),
  })
  .openapi('Export');
export type Export = z.infer<typeof Export>;

/** One export with its link, which is good for an hour. */
export const ExportWithLink = Export.extend({ download_url: z.string().nullable() }).openapi('ExportWithLink');
export type ExportWithLink = z.infer<typeof ExportWithLink>;

export const ExportPage = pageOf(Export);
export type ExportPage = z.infer<typeof ExportPage>;

export const LinkQuery = z.object({
  expires: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  signature: z.string().max(100),
});
export type LinkQuery = z.infer<typeof LinkQuery>;

const Id200 = z
  .string()
  .min(1)
  .max(400)
  .refine((text) => text.isWellFormed(), 'holds half of a surrogate pair');

/** The person to erase: an event that fits any of these is theirs. */
export const ErasureInput = z
  .object({
    actor_id: Id200.optional(),
    anonymous_id: Id200.optional(),
    email: z.string().max(320).optional(),
    phone: z.string().max(40).optional(),
  })
  .strict()
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: 'name the person by actor_id, anonymous_id, email or phone',
  })
  .openapi('ErasureInput');
export type ErasureInput = z.infer<typeof ErasureInput>;

/** An export that was made before an erasure and was deleted with it; `expires_at` is when it ended. */
const ExportReference = z.object({ id: z.string(), created_at: z.string(), expires_at: z.string() });
export type ExportReference = z.infer<typeof ExportReference>;

/** The receipt of an erasure. It does not say who was erased; `subject_digest` is the same for the same request. */
export const Erasure = z
  .object({
    id: z.string(),
    project_id: z.string(),
    status: z.enum(['running', 'done']),
    matched_by: z.array(z.string()),
    subject_digest: z.string(),
    scanned: z.number().int(),
    erased: z.number().int(),
    exports: z.array(ExportReference),
    requested_by: z.string(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .openapi('Erasure');
export type Erasure = z.infer<typeof Erasure>;

export const ErasurePage = pageOf(Erasure);
export type ErasurePage = z.infer<typeof ErasurePage>;
