/** The account library as Signalbox sets it up: our tables, our hashing, our mails, no routes of its own. */
import type { BetterAuthOptions } from 'better-auth';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { batch } from '../../../base/db.ts';
import { normalizeEmail } from '../../../base/email-address.ts';
import { type IdPrefix, newId } from '../../../base/ids.ts';
import { sendMails } from '../../mail/index.ts';
import { recordSecurity, recordSessions } from '../account/account-audit.ts';
import { changedLetter, readerOf, resetLetter } from '../account/letters.ts';
import { hashPassword, verifyPassword } from '../account/password.ts';
import type { Provider } from '../provider/providers.ts';
import { forgive } from '../session/attempts.ts';
import type { Visitor } from '../session/authenticate.ts';
import { cookiePrefix, IDLE_SECONDS, librarySecret, SESSION_SECONDS, sessionCookieName } from '../session/cookie.ts';
import { secondStepAfterProvider } from '../session/second-step.ts';
import { deleteSessions, sessionsOf } from '../session/session-store.ts';
import { dropSocketsOf } from '../session/sessions.ts';
import { deleteVerifications, findMembership, hasMembership } from '../store.ts';
import { libraryStore } from './adapter-store.ts';

const PREFIXES: Record<string, IdPrefix> = {
  user: 'usr',
  session: 'ses',
  account: 'acc',
  verification: 'vrf',
  twoFactor: 'tfa',
  passkey: 'pky',
};

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/** The library as it is set up here, with the calls of its plugins. */
export type Library = ReturnType<typeof setUpLibrary>;

/** What one call may set in the library besides the visitor. */
export interface LibraryOptions {
  /** The tenant that new sessions open in, when the person belongs to it; else the one they joined last. */
  tenant_id?: string;
  /** The outside provider of the call. Only it is set up: the generic one reads its provider's addresses. */
  provider?: Provider;
  /** Called with the person whose password a mailed link has just set. */
  passwordReset?: (email: string) => void;
}

/** The library for one request. Made anew each time: it holds what belongs to the request, and costs about a millisecond. */
export function setUpLibrary(visitor: Visitor, options: LibraryOptions = {}) {
  return betterAuth({
    ...libraryOptions(visitor, options),
    plugins: [
      twoFactor(twoFactorOptions),
      secondStepAfterProvider(),
      genericOAuth({ config: genericProvider(options.provider) }),
    ],
  });
}

/** How the library is set up, whichever of its plugins are in use. */
export function libraryOptions(visitor: Visitor, { tenant_id, provider, passwordReset }: LibraryOptions) {
  return {
    appName: 'Signalbox',
    baseURL: visitor.site,
    basePath: '/v1/auth',
    secret: librarySecret(visitor.env),
    database: libraryStore(visitor.db),
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    onAPIError: { errorURL: `${visitor.site}/sign-in` },
    user: { ...userOptions, validateUserInfo: refuseDoubtfulProfile },
    account: accountOptions,
    session: sessionOptions,
    verification: { modelName: 'verifications', ...verificationOptions },
    emailAndPassword: passwordOptions(visitor, passwordReset),
    socialProviders: socialProvider(provider),
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...(await inTenant(visitor, session, tenant_id)), ...proven(visitor.now) },
          }),
        },
      },
      account: { create: { before: async (account) => ({ data: { ...account, ...NO_TOKENS } }) } },
      user: {
        create: { before: async (user) => ({ data: { ...user, name: user.name || user.email.split('@')[0]! } }) },
      },
    },
    advanced: {
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? 'rec') },
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(visitor.site),
      cookies: { session_token: { name: sessionCookieName(visitor.site) } },
      defaultCookieAttributes: { secure: visitor.site.startsWith('https:') },
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
      ...(visitor.defer ? { backgroundTasks: { handler: visitor.defer } } : {}),
    },
  } satisfies BetterAuthOptions;
}

const userOptions = {
  modelName: 'users',
  fields: { emailVerified: 'email_verified', ...TIMES },
  additionalFields: { locale: { type: 'string', required: false } },
} as const;

const accountOptions = {
  modelName: 'accounts',
  fields: {
    providerId: 'provider_id',
    accountId: 'account_id',
    userId: 'user_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...TIMES,
  },
  // A provider vouches for its own addresses only; refreshing stored tokens would store them after all.
  accountLinking: { trustedProviders: [] as string[] },
  updateAccountOnSignIn: false,
};

/** We sign people in with providers, we do not act for them there. */
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

const sessionOptions = {
  modelName: 'sessions',
  fields: {
    token: 'digest',
    userId: 'user_id',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    expiresAt: 'expires_at',
    ...TIMES,
  },
  additionalFields: {
    tenant_id: { type: 'string', required: false, input: false },
    authenticated_at: { type: 'string', required: false, input: false },
  },
  expiresIn: SESSION_SECONDS,
  disableSessionRefresh: true,
  // Our own step-up asks for a fresh sign-in.
  freshAge: 0,
} as const;

const verificationOptions = {
  fields: { expiresAt: 'expires_at', ...TIMES },
  storeIdentifier: 'hashed',
  disableCleanup: true,
} as const;

const twoFactorOptions = {
  issuer: 'Signalbox',
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      modelName: 'two_factors',
      fields: {
        userId: 'user_id',
        backupCodes: 'backup_codes',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
};

function passwordOptions(visitor: Visitor, passwordReset: LibraryOptions['passwordReset']) {
  return {
    enabled: true,
    // A sign-up becomes a person in our own sign-up.ts.
    disableSignUp: true,
    minPasswordLength: 1,
    maxPasswordLength: 200,
    revokeSessionsOnPasswordReset: true,
    password: {
      hash: async (password: string) => hashPassword(password),
      verify: async ({ hash, password }: { hash: string; password: string }) => verifyPassword(password, hash),
    },
    onPasswordReset: async ({ user }: { user: { id: string } & Named }) => {
      const [person, which] = [{ user_id: user.id, email: user.email }, sessionsOf(visitor.db, user.email)];
      await batch(visitor.db, [
        ...recordSecurity(visitor, person, 'password_reset'),
        recordSessions(visitor, person, 'session.revoked', which),
        deleteSessions(visitor.db, which),
        deleteVerifications(visitor.db, user.id),
        ...forgive(visitor, [['password.account', user.email]]),
      ]);
      await dropSocketsOf(visitor, user.id);
      passwordReset?.(user.email);
      await sendMails(visitor, [changedLetter(visitor.site, readerOf(visitor, user), 'password')]);
    },
    sendResetPassword: async ({ user, token }: { user: Named; token: string }) =>
      await sendMails(visitor, [resetLetter(visitor.site, readerOf(visitor, user), token)]),
  };
}

/** A person as the library hands them over. */
interface Named {
  email: string;
  locale?: string | null;
}

/** Whoever opens a session has just proved who they are; unused it ends sooner than its cookie. */
function proven(now: number) {
  return { authenticated_at: new Date(now).toISOString(), expiresAt: new Date(now + IDLE_SECONDS * 1_000) };
}

async function inTenant<T extends { userId: string }>(visitor: Visitor, session: T, preferred = '') {
  const { tenant_id: kept } = session as { tenant_id?: string };
  if (kept !== undefined) return session;
  const there = preferred !== '' && (await hasMembership(visitor.db, preferred, session.userId));
  const tenant_id = there ? preferred : ((await findMembership(visitor.db, session.userId))?.tenant_id ?? '');
  return { ...session, tenant_id };
}

/** Providers may bring only addresses that they have verified and that we would have taken ourselves. */
function refuseDoubtfulProfile({ user }: { user: { email?: string | null; emailVerified?: boolean | null } }) {
  const email = user.email?.toLowerCase();
  if (!email || normalizeEmail(email) !== email) return { error: 'email_not_supported' };
  return user.emailVerified === true ? undefined : { error: 'email_not_verified' };
}

/** In OpenID Connect `email_verified` is a boolean: only `true` counts, neither the text "true" nor anything else. */
const mapProfileToUser = (profile: Record<string, unknown>) => ({ emailVerified: profile.email_verified === true });

function socialProvider(provider: Provider | undefined) {
  if (!provider || provider.discoveryUrl) return {};
  const { id, clientId, clientSecret } = provider;
  return { [id]: { clientId, clientSecret, ...(id === 'google' ? { mapProfileToUser } : {}) } };
}

function genericProvider(provider: Provider | undefined) {
  if (!provider?.discoveryUrl) return [];
  const { id, name, clientId, clientSecret, discoveryUrl } = provider;
  return [
    {
      providerId: id,
      name,
      clientId,
      clientSecret,
      discoveryUrl,
      scopes: ['openid', 'email', 'profile'],
      requireIdTokenVerification: true,
      mapProfileToUser,
    },
  ];
}
