/** Onboarding: three questions in, a working project out. */
import { z } from '@hono/zod-openapi';
import { NewApiKey } from '../keys/index.ts';
import { Currency, Industry, Project, TenantName, TimeZone } from '../orgs/index.ts';

export const OnboardingInput = z
  .object({ business_name: TenantName, industry: Industry, timezone: TimeZone, currency: Currency.default('USD') })
  .strict();
export type OnboardingInput = z.infer<typeof OnboardingInput>;

export const Onboarding = z
  .object({
    tenant: z.object({ id: z.string(), name: z.string(), slug: z.string(), plan: z.string() }),
    project: Project,
    key: NewApiKey,
    /** A command that sends a first event with the new key. */
    example: z.string(),
    next: z.array(z.object({ id: z.string(), title: z.string(), description: z.string() })),
  })
  .openapi('Onboarding');
export type Onboarding = z.infer<typeof Onboarding>;
