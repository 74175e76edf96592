/** Tables of people, how they sign in, their memberships and sessions. */
import { sql } from 'drizzle-orm';
import { customType, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ROLES } from './permissions.ts';

/** ISO 8601 text; the account library hands over Dates. */
const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value: string | Date) => (typeof value === 'string' ? value : value.toISOString()),
});

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  email: text().notNull().unique(),
  name: text().notNull(),
  email_verified: integer({ mode: 'boolean' }).notNull().default(false),
  two_factor_enabled: integer({ mode: 'boolean' }).notNull().default(false),
  /** Empty until one is chosen: the browser's counts then. */
  locale: text().notNull().default('en'),
  image: text(),
  created_at: instant().notNull(),
  updated_at: instant().notNull(),
});

export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    provider_id: text().notNull(),
    account_id: text().notNull(),
    user_id: text().notNull(),
    password: text(),
    access_token: text(),
    refresh_token: text(),
    id_token: text(),
    access_token_expires_at: instant(),
    refresh_token_expires_at: instant(),
    scope: text(),
    created_at: instant().notNull(),
    updated_at: instant().notNull(),
  },
  (t) => [uniqueIndex('accounts_by_provider').on(t.provider_id, t.account_id), index('accounts_by_user').on(t.user_id)],
);

export const members = sqliteTable(
  'members',
  {
    tenant_id: text().notNull(),
    user_id: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    created_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.user_id] }), index('members_by_user').on(t.user_id)],
);

/** Whom a row of members is about, in words. */
export const memberAddress = sql<string>`(SELECT users.email FROM users WHERE users.id = ${members.user_id})`.as(
  'email',
);

export const partners = sqliteTable(
  'partners',
  {
    tenant_id: text().notNull(),
    user_id: text().notNull(),
    created_at: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenant_id, t.user_id] }), index('partners_by_user').on(t.user_id)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    id: text().primaryKey(),
    digest: text().notNull().unique(),
    user_id: text().notNull(),
    tenant_id: text().notNull().default(''),
    ip_address: text(),
    user_agent: text(),
    created_at: instant().notNull(),
    /** When it was last used, to the hour. */
    updated_at: instant().notNull(),
    expires_at: instant().notNull(),
    /** When its person last proved who they are. */
    authenticated_at: instant().notNull().default(''),
  },
  (t) => [index('sessions_by_user').on(t.user_id, t.tenant_id)],
);

/** Passkeys (WebAuthn): public keys only. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    name: text().notNull(),
    credential_id: text().notNull().unique(),
    public_key: text().notNull(),
    counter: integer().notNull(),
    device_type: text().notNull(),
    backed_up: integer({ mode: 'boolean' }).notNull(),
    transports: text(),
    aaguid: text(),
    created_at: instant().notNull(),
  },
  (t) => [index('passkeys_by_user').on(t.user_id, t.id)],
);

/** What a person is shown of what happened around their account. */
export const SECURITY_EVENTS = [
  'sign_in',
  'sign_in_failed',
  'sign_in_slowed',
  'new_device',
  'sessions_ended',
  'password_changed',
  'password_reset',
  'two_factor_begun',
  'two_factor_on',
  'two_factor_off',
  'recovery_codes_renewed',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
] as const;
export type SecurityEventKind = (typeof SECURITY_EVENTS)[number];

export const security_events = sqliteTable(
  'security_events',
  {
    id: text().primaryKey(),
    user_id: text().notNull(),
    event: text({ enum: SECURITY_EVENTS }).notNull(),
    /** How, or which: `password`, the name of a passkey. */
    detail: text().notNull(),
    ip_address: text().notNull(),
    user_agent: text().notNull(),
    created_at: text().notNull(),
  },
  (t) => [index('security_events_by_user').on(t.user_id, t.id), index('security_events_by_age').on(t.created_at)],
);

export const verifications = sqliteTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    created_at: instant().notNull(),
    updated_at: instant().notNull(),
    expires_at: instant().notNull(),
  },
  (t) => [index('verifications_by_identifier').on(t.identifier)],
);

export const two_factors = sqliteTable('two_factors', {
  id: text().primaryKey(),
  user_id: text().notNull().unique(),
  secret: text().notNull(),
  backup_codes: text().notNull(),
  verified: integer({ mode: 'boolean' }).notNull().default(false),
  failed_verification_count: integer().notNull().default(0),
  locked_until: instant(),
});

export const sign_ups = sqliteTable('sign_ups', {
  id: text().primaryKey(),
  digest: text().notNull().unique(),
  email: text().notNull(),
  name: text().notNull(),
  locale: text().notNull(),
  password: text().notNull(),
  created_at: text().notNull(),
  expires_at: text().notNull(),
});

export const attempts = sqliteTable('attempts', {
  subject: text().primaryKey(),
  count: integer().notNull(),
  blocked_until: text().notNull(),
});
