/** Workspaces, and deletions of workspaces and accounts, as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { PageQuery } from '../../../base/page.ts';

export const Scheduled = z
  .object({
    id: z.string(),
    requested_at: z.string(),
    /** From when on nothing can be brought back. */
    due_at: z.string(),
  })
  .openapi('ScheduledDeletion');
export type Scheduled = z.infer<typeof Scheduled>;

export const Workspace = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    created_at: z.string(),
    deletion: Scheduled.nullable(),
  })
  .openapi('Workspace');
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceProof = z.object({ name: z.string().min(1).max(200) }).strict();
export const AccountProof = z.object({ email: z.string().min(1).max(320) }).strict();
export const RestoreInput = z.object({ token: z.string().min(1).max(500).optional() }).strict();

/** What was deleted, signed: the signature covers `signalbox deletion v1`, a line feed, and `statement` as it stands. */
export const Receipt = z.object({ statement: z.string(), signature: z.string() }).openapi('DeletionReceipt');
export type Receipt = z.infer<typeof Receipt>;

/** A deletion as operators see it: nobody is named. */
export const Deletion = z
  .object({
    id: z.string(),
    kind: z.enum(['workspace', 'account']),
    subject: z.string().openapi({ description: 'The id; when it is gone, its SHA-256' }),
    status: z.enum(['scheduled', 'running', 'done', 'canceled']),
    created_at: z.string(),
    due_at: z.string(),
    counts: z.record(z.string(), z.number().int()),
    finished_at: z.string().nullable(),
    receipt: Receipt.nullable(),
  })
  .openapi('Deletion');
export type Deletion = z.infer<typeof Deletion>;

export const DeletionsQuery = PageQuery.extend({
  status: z.enum(['scheduled', 'running', 'done', 'canceled']).optional(),
});
export type DeletionsQuery = z.infer<typeof DeletionsQuery>;
