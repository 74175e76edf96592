/** API keys as the API shows and takes them. */
import { z } from '@hono/zod-openapi';

export const SCOPES = ['events:write', 'read', 'manage'] as const;

export const KeyInput = z
  .object({
    name: z.string().trim().min(1).max(120),
    kind: z.enum(['secret', 'publishable']).default('secret'),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .default([...SCOPES]),
    origins: z
      .array(z.url({ protocol: /^https?$/ }))
      .max(50)
      .default([]),
    /** Revokes earlier keys of the same name and kind in the same moment. */
    replace: z.boolean().default(false),
  })
  .strict();
export type KeyInput = z.infer<typeof KeyInput>;

export const ApiKey = z
  .object({
    id: z.string(),
    project_id: z.string(),
    name: z.string(),
    kind: z.enum(['secret', 'publishable']),
    hint: z.string(),
    scopes: z.array(z.string()),
    origins: z.array(z.string()),
    created_at: z.string(),
    revoked_at: z.string().nullable(),
  })
  .openapi('ApiKey');
export type ApiKey = z.infer<typeof ApiKey>;

/** A key at the only moment its secret is known. */
export const NewApiKey = ApiKey.extend({ key: z.string() }).openapi('NewApiKey');
export type NewApiKey = z.infer<typeof NewApiKey>;
