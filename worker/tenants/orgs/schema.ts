/** Tenants and projects as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { isCurrency } from '../../base/currencies.ts';
import { displayName } from '../../base/display-name.ts';
import { PageQuery } from '../../base/page.ts';
import { isTimeZone } from '../../base/time.ts';
import { PLAN_IDS } from '../plans/index.ts';

export const INDUSTRIES = [
  'ecommerce',
  'saas',
  'restaurant',
  'services',
  'fitness',
  'hospitality',
  'agency',
  'generic',
] as const;
export const Industry = z.enum(INDUSTRIES);
export type Industry = z.infer<typeof Industry>;

export const TenantName = displayName(120);
const ExternalKey = z.string().trim().min(1).max(120);
const Slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and inner dashes');
export const TimeZone = z.string().max(64).refine(isTimeZone, 'not an IANA time zone');
export const Currency = z.string().refine(isCurrency, 'not an ISO 4217 currency code');

export const TenantInput = z
  .object({ key: ExternalKey, name: TenantName, slug: Slug.optional(), plan: z.enum(PLAN_IDS).optional() })
  .strict();
export type TenantInput = z.infer<typeof TenantInput>;

export const TenantPatch = z
  .object({
    plan: z.enum(PLAN_IDS).optional(),
    status: z.enum(['active', 'suspended']).optional(),
    limits: z.record(z.string(), z.number().int().min(0).nullable()).optional(),
    ready: z.boolean().optional(),
  })
  .strict();
export type TenantPatch = z.infer<typeof TenantPatch>;

export const Tenant = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    slug: z.string(),
    plan: z.string(),
    status: z.string(),
    ready: z.boolean(),
    created_at: z.string(),
  })
  .openapi('Tenant');
export type Tenant = z.infer<typeof Tenant>;

export const ProjectInput = z
  .object({
    key: ExternalKey.optional(),
    name: TenantName,
    timezone: TimeZone.optional(),
    currency: Currency.optional(),
    industry: Industry.optional(),
    pii_policy: z.enum(['hash', 'redact', 'keep']).optional(),
    /** Days that raw events are kept, at most the plan's; null for as long as the plan allows. */
    retention_days: z.number().int().min(1).max(36_500).nullable().optional(),
    /** Whether the project starts with the rules of its industry; it does unless this is false. */
    starter_rules: z.boolean().optional(),
  })
  .strict();
export type ProjectInput = z.infer<typeof ProjectInput>;

export const ProjectPatch = ProjectInput.omit({ key: true, starter_rules: true }).partial().strict();
export type ProjectPatch = z.infer<typeof ProjectPatch>;

/** Which projects to list: those in use, those put away, or all. */
export const ProjectsQuery = PageQuery.extend({ status: z.enum(['active', 'archived', 'all']).default('active') });
export type ProjectsQuery = z.infer<typeof ProjectsQuery>;

export const Project = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    key: z.string(),
    name: z.string(),
    timezone: z.string(),
    currency: z.string(),
    industry: Industry,
    pii_policy: z.enum(['hash', 'redact', 'keep']),
    retention_days: z.number().int().nullable(),
    zone_rev: z.number().int(),
    points_zone_rev: z.number().int(),
    points_timezone: z.string(),
    created_at: z.string(),
    status: z.enum(['active', 'archived']),
  })
  .openapi('Project');
export type Project = z.infer<typeof Project>;
