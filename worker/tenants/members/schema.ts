/** Members and invitations as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { EmailAddress, LocaleName, NewPassword, PersonName, ROLES } from '../auth/index.ts';

export const RoleName = z.enum(ROLES);

export const Member = z
  .object({
    user_id: z.string(),
    email: z.string(),
    name: z.string(),
    role: RoleName,
    two_factor_enabled: z.boolean(),
    created_at: z.string(),
  })
  .openapi('Member');
export type Member = z.infer<typeof Member>;

export const MemberPatch = z.object({ role: RoleName }).strict();

export const Partner = z
  .object({ user_id: z.string(), email: z.string(), name: z.string(), created_at: z.string() })
  .openapi('Partner');
export type Partner = z.infer<typeof Partner>;

export const PartnerInput = z.object({ email: EmailAddress }).strict();

export const InvitationInput = z.object({ email: EmailAddress, role: RoleName }).strict();
export type InvitationInput = z.infer<typeof InvitationInput>;

/** One invitation, or up to a hundred. */
export const InvitationsInput = z.union([
  InvitationInput,
  z.object({ invitations: z.array(InvitationInput).min(1).max(100) }).strict(),
]);

export const Invitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: RoleName,
    status: z.enum(['pending', 'expired', 'accepted', 'revoked']),
    invited_by: z.string(),
    created_at: z.string(),
    sent_at: z.string(),
    expires_at: z.string(),
    accepted_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
  })
  .openapi('Invitation');
export type Invitation = z.infer<typeof Invitation>;

export const InvitationResult = z
  .object({
    index: z.number().int(),
    email: z.string(),
    status: z.enum(['invited', 'refused']),
    id: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
  })
  .openapi('InvitationResult');
export type InvitationResult = z.infer<typeof InvitationResult>;

/** What the bearer of the link may know. */
export const InvitationView = z
  .object({
    email: z.string(),
    role: RoleName,
    tenant: z.object({ name: z.string() }),
    invited_by: z.string(),
    expires_at: z.string(),
    /** Whether the invited address has an account: then sign in, else choose a name and a password. */
    account_exists: z.boolean(),
  })
  .openapi('InvitationView');
export type InvitationView = z.infer<typeof InvitationView>;

/** The token of an invitation's mail. */
export const InvitationToken = z.object({ token: z.string().min(1).max(100) }).strict();

/** A person without an account. */
export const NewcomerInput = z
  .object({ name: PersonName.optional(), password: NewPassword.optional(), locale: LocaleName.optional() })
  .strict();

export const AcceptInput = InvitationToken.extend(NewcomerInput.shape).strict();
export type AcceptInput = z.infer<typeof AcceptInput>;
