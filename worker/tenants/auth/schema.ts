/** Sign-in and the session as the dashboard sees them. */
import { z } from '@hono/zod-openapi';
import { Industry } from '../orgs/index.ts';

export const SignInInput = z
  .object({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) })
  .strict();
export type SignInInput = z.infer<typeof SignInInput>;

export const OwnerInput = z
  .object({
    email: z.email().max(254),
    name: z.string().trim().min(1).max(120),
    password: z.string().min(10).max(200),
  })
  .strict();
export type OwnerInput = z.infer<typeof OwnerInput>;

export const Session = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    tenant: z.object({ id: z.string(), name: z.string(), slug: z.string() }),
    role: z.string(),
    projects: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        timezone: z.string(),
        currency: z.string(),
        industry: Industry,
        created_at: z.string(),
      }),
    ),
  })
  .openapi('Session');
export type Session = z.infer<typeof Session>;
