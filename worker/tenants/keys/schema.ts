/** API keys as the API shows and takes them. */
import { z } from '@hono/zod-openapi';

export const SCOPES = ['events:write', 'read', 'manage'] as const;

const KeyName = z.string().trim().min(1).max(120);

/** A page's origin, scheme to port; a path behind it is dropped, as browsers do. Each one is named: there are no wildcards. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .max(255)
  .refine(isPlainOrigin, 'not the origin of one site');
const Origins = z.array(Origin).max(50);

export const KeyInput = z
  .object({
    name: KeyName,
    kind: z.enum(['secret', 'publishable']).default('secret'),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .default([...SCOPES]),
    origins: Origins.default([]),
    /** Revokes earlier keys of the same name and kind in the same moment. */
    replace: z.boolean().default(false),
  })
  .strict();
export type KeyInput = z.infer<typeof KeyInput>;

export const KeyPatch = z.object({ name: KeyName.optional(), origins: Origins.optional() }).strict();
export type KeyPatch = z.infer<typeof KeyPatch>;

/** How long the old key works beside the new one: up to a week. */
export const RotateInput = z.object({ overlap_minutes: z.number().int().min(0).max(10_080) }).strict();
export type RotateInput = z.infer<typeof RotateInput>;

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
    /** At most an hour behind. */
    last_used_at: z.string().nullable(),
    expires_at: z.string().nullable(),
    replaced_by: z.string().nullable(),
    /** `expiring` is live, but has an end. */
    state: z.enum(['active', 'expiring', 'expired', 'revoked']),
  })
  .openapi('ApiKey');
export type ApiKey = z.infer<typeof ApiKey>;

/** A key at the only moment its secret is known. */
export const NewApiKey = ApiKey.extend({ key: z.string() }).openapi('NewApiKey');
export type NewApiKey = z.infer<typeof NewApiKey>;

function isPlainOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && !/[*%]/.test(url.hostname);
}
