/** Links that show a report, and what they show. */
import { z } from '@hono/zod-openapi';
import { Report } from './schema.ts';

const MAX_DAYS = 90;

export const ReportLink = z
  .object({
    id: z.string(),
    report_id: z.string(),
    created_by: z.string(),
    created_at: z.string(),
    expires_at: z.string(),
    revoked_at: z.string().nullable(),
  })
  .openapi('ReportLink');
export type ReportLink = z.infer<typeof ReportLink>;

export const NewReportLink = ReportLink.extend({
  url: z.string().describe('Shows the report to whoever holds it. It is told once.'),
}).openapi('NewReportLink');
export type NewReportLink = z.infer<typeof NewReportLink>;

export const ReportLinks = z.object({ data: z.array(ReportLink), next_cursor: z.null() }).openapi('ReportLinks');
export type ReportLinks = z.infer<typeof ReportLinks>;

export const LinkInput = z
  .object({ days: z.number().int().min(1).max(MAX_DAYS).default(7).describe('How long it works.') })
  .strict()
  .openapi('ReportLinkInput');
export type LinkInput = z.infer<typeof LinkInput>;

export const LinkTokenInput = z
  .object({ token: z.string().min(1).max(200).describe('What stands behind the # of the link.') })
  .strict()
  .openapi('ReportTokenInput');

/** No ids, and nothing that only members can do. */
export const SharedReport = Report.omit({ id: true, project_id: true, next_actions: true, noisy_rules: true })
  .extend({ project: z.string().describe('Its name.'), expires_at: z.string() })
  .openapi('SharedReport');
export type SharedReport = z.infer<typeof SharedReport>;
