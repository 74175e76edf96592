/** Accounts, sign-in and the session as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { PERMISSIONS } from '../../base/context.ts';
import { displayName } from '../../base/display-name.ts';
import { EmailAddress } from '../../base/email-address.ts';
import { ownPath } from '../../shared/own-path.ts';
import { Industry } from '../orgs/index.ts';
import { ACCESS_ROLES } from './permissions.ts';
import { PROVIDER_IDS } from './provider/providers.ts';
import { SECURITY_EVENTS } from './table.ts';

export const PersonName = displayName(120);
export const NewPassword = z.string().min(10).max(200);
const Password = z.string().min(1).max(200);
export const LocaleName = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a language such as en or pt-BR');
const Token = z.string().min(1).max(500);

export const SignInInput = z.object({ email: z.string().min(1).max(320), password: Password }).strict();
export type SignInInput = z.infer<typeof SignInInput>;

export const TwoFactorRequired = z.object({ two_factor: z.literal('required') }).openapi('TwoFactorRequired');

export const OwnerInput = z.object({ email: EmailAddress, name: PersonName, password: NewPassword }).strict();
export type OwnerInput = z.infer<typeof OwnerInput>;

export const SignUpInput = z
  .object({ email: EmailAddress, name: PersonName, password: NewPassword, locale: LocaleName.optional() })
  .strict();
export type SignUpInput = z.infer<typeof SignUpInput>;

/** A sign-up that waits for its mail to be followed; the same whether the address was known or not. */
export const SignUp = z.object({ sign_up_id: z.string() }).strict().openapi('SignUp');
export type SignUp = z.infer<typeof SignUp>;

/** The token of a sign-up's link; its password too where the link is followed in another browser than the one that signed up. */
export const ConfirmInput = z.object({ token: Token, password: Password.optional() }).strict();
export type ConfirmInput = z.infer<typeof ConfirmInput>;

export const ResetRequest = z.object({ email: z.string().min(1).max(320) }).strict();
export const ResetInput = z.object({ token: Token, password: NewPassword }).strict();
export const PasswordChange = z.object({ current_password: Password, password: NewPassword }).strict();
export type PasswordChange = z.infer<typeof PasswordChange>;
export const PasswordProof = z.object({ password: Password }).strict();
export const ProfilePatch = z.object({ name: PersonName.optional(), locale: LocaleName.optional() }).strict();
export type ProfilePatch = z.infer<typeof ProfilePatch>;
export const TenantChoice = z.object({ tenant_id: z.string().max(64) }).strict();

const Code = z.string().regex(/^\d{6}$/, 'six digits');
const RecoveryCode = z.string().min(1).max(40);
export const CodeInput = z.object({ code: Code }).strict();
export const SecondStepInput = z.union([CodeInput, z.object({ recovery_code: RecoveryCode }).strict()]);
export type SecondStepInput = z.infer<typeof SecondStepInput>;

/** Password and second factor together: what weakens an account needs both. */
export const FullProof = z.union([
  z.object({ password: Password, code: Code }).strict(),
  z.object({ password: Password, recovery_code: RecoveryCode }).strict(),
]);
export type FullProof = z.infer<typeof FullProof>;

/** What a person may show to prove once more who they are. */
export const ProofMethod = z.enum(['password', 'code', 'passkey', 'sign_in']).openapi('ProofMethod');
export type ProofMethod = z.infer<typeof ProofMethod>;

/** What `navigator.credentials` gives, as its `toJSON` writes it; the account library checks it. */
const PasskeyReply = z.looseObject({ id: z.string().min(1).max(2_000), response: z.looseObject({}) });
export type PasskeyReply = z.infer<typeof PasskeyReply>;
export const PasskeyProof = z.object({ passkey: PasskeyReply }).strict();
export const PasskeyName = z.object({ name: displayName(80) }).strict();
export const PasskeyInput = PasskeyName.extend({ response: PasskeyReply }).strict();
export type PasskeyInput = z.infer<typeof PasskeyInput>;

/** A passkey as its person sees it. */
export const Passkey = z
  .object({
    id: z.string(),
    name: z.string(),
    backed_up: z.boolean().describe('Whether it is on more than one device of the person.'),
    created_at: z.string(),
  })
  .openapi('Passkey');
export type Passkey = z.infer<typeof Passkey>;

export const ReauthenticateInput = z.union([PasswordProof, ...SecondStepInput.options, PasskeyProof]);
export type ReauthenticateInput = z.infer<typeof ReauthenticateInput>;

export const TwoFactorSetup = z
  .object({ otpauth_uri: z.string(), recovery_codes: z.array(z.string()) })
  .openapi('TwoFactorSetup');
export type TwoFactorSetup = z.infer<typeof TwoFactorSetup>;

export const ProviderId = z.enum(PROVIDER_IDS);
export const ProviderEntry = z.object({ id: ProviderId, name: z.string() }).openapi('SignInProvider');
export const ProviderStart = z.object({
  next: z
    .string()
    .max(500)
    .refine((next) => ownPath(next) !== undefined, 'Name a path of this site, such as /alerts.')
    .transform((next) => ownPath(next)!)
    .default('/'),
});

/** A session as its person sees it in their list. */
export const SessionEntry = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: z.string(),
    last_seen_at: z.string().describe('When it was last used, to the hour.'),
    expires_at: z.string().describe('When it ends unless it is used before: after 7 days, and after 30 in any case.'),
    current: z.boolean(),
  })
  .openapi('SessionEntry');

/** What happened around a person's own account. */
export const SecurityEvent = z
  .object({
    id: z.string(),
    event: z.enum(SECURITY_EVENTS),
    detail: z
      .string()
      .describe('How (`password`, `passkey`, a provider), or which passkey; empty where nothing is to say.'),
    ip_address: z.string(),
    user_agent: z.string(),
    created_at: z.string(),
  })
  .openapi('SecurityEvent');
export type SecurityEvent = z.infer<typeof SecurityEvent>;

const TenantEntry = z.object({ id: z.string(), name: z.string(), slug: z.string() });

export const Session = z
  .object({
    session_id: z.string(),
    user: z.object({
      id: z.string(),
      email: z.string(),
      name: z.string(),
      locale: z.string().describe('The language that the person chose; empty until then.'),
      email_verified: z.boolean(),
      two_factor_enabled: z.boolean(),
      deletes_at: z.string().nullable().describe('When the account is to go, unless it is kept.'),
    }),
    /** Null for a person who belongs to no tenant yet: next comes `POST /v1/onboarding`. */
    tenant: TenantEntry.extend({
      deletes_at: z.string().nullable().describe('When the workspace is to go, unless an owner keeps it.'),
    }).nullable(),
    /** A member's role, or `partner` for somebody who is assigned to the tenant from outside. */
    role: z.enum(ACCESS_ROLES).nullable(),
    permissions: z.array(z.enum(PERMISSIONS)),
    tenants: z.array(TenantEntry.extend({ role: z.enum(ACCESS_ROLES) })),
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
