/** Operators, their tokens and their log as the API shows and takes them. */
import { z } from '@hono/zod-openapi';
import { EmailAddress } from '../../../base/email-address.ts';
import { OPERATOR_ROLES } from '../../../base/operator.ts';
import { PageQuery } from '../../../base/page.ts';
import { PasskeyProof } from '../schema.ts';

const Role = z.enum(OPERATOR_ROLES);

export const OperatorInput = z.object({ email: EmailAddress, role: Role }).strict();
export type OperatorInput = z.infer<typeof OperatorInput>;

export const Operator = z
  .object({
    id: z.string(),
    email: z.string(),
    role: Role,
    added_by: z.string(),
    created_at: z.string(),
    /** Tokens that work now. */
    tokens: z.array(z.object({ id: z.string(), address: z.string(), created_at: z.string(), expires_at: z.string() })),
  })
  .openapi('Operator');
export type Operator = z.infer<typeof Operator>;

const minutes = z.number().int().min(1).max(60).default(60);

/** The second factor, fresh: a code of the authenticator, or a passkey. */
export const TokenInput = z.union([
  z.object({ code: z.string().regex(/^\d{6}$/, 'six digits'), minutes }).strict(),
  PasskeyProof.extend({ minutes }),
]);
export type TokenInput = z.infer<typeof TokenInput>;

/** A fresh token; its text is shown this once. */
export const OperatorToken = z
  .object({ id: z.string(), token: z.string(), role: Role, expires_at: z.string() })
  .openapi('OperatorToken');
export type OperatorToken = z.infer<typeof OperatorToken>;

/** One call of an operator. `status` is null while it runs, and for ever where the server was lost before it ended. */
export const OperatorCall = z
  .object({
    id: z.string(),
    created_at: z.string(),
    operator_id: z.string(),
    operator: z.string(),
    role: z.string(),
    method: z.string(),
    route: z.string(),
    target: z.string(),
    tenant: z.string(),
    address: z.string(),
    request_id: z.string(),
    status: z.number().int().nullable(),
    code: z.string().nullable(),
  })
  .openapi('OperatorCall');
export type OperatorCall = z.infer<typeof OperatorCall>;

export const CallsQuery = PageQuery.extend({
  operator_id: z.string().max(64).optional(),
  tenant: z.string().max(64).optional(),
});
export type CallsQuery = z.infer<typeof CallsQuery>;
