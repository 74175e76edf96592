/** The bindings and secrets that wrangler.toml and .dev.vars give the Worker. */

/** Everything the platform hands the Worker. Secrets are strings and never logged. */
export interface Env {
  DB: D1Database;
  /** One ledger a project, one hub a tenant; `durable/stubs.ts` opens them. */
  LEDGER: DurableObjectNamespace;
  HUB: DurableObjectNamespace;
  ARCHIVE: R2Bucket;
  PIPELINE: Queue<unknown>;
  DELIVERIES: Queue<unknown>;
  ASSETS: Fetcher;
  /** Counts by client address, per location: the coarse shield in front. */
  SHIELD: RateLimit;
  ENVIRONMENT: 'production' | 'development';
  LOG_LEVEL: string;
  INTERNAL_ADMIN_API_KEY: string;
  /** `off`: INTERNAL_ADMIN_API_KEY is no operator any more, only people are. */
  OPERATOR_BOOTSTRAP?: string;
  /** Where operators may call from: addresses or CIDR, IPv4 and IPv6, parted by commas. Without it from everywhere. */
  OPERATOR_NETWORKS?: string;
  EVENT_SECRET: string;
  SIGNING_KEY: string;
  OUTBOUND_ALLOW_LOOPBACK?: string;
  /** Where the dashboard is reached, e.g. `https://signalbox.example`: base of links in mails and of OIDC redirects. */
  APP_URL?: string;
  /** Where the dashboard of a development server is, for mails that no request asks for; `npm start` sets it. */
  DEV_URL?: string;
  /** Sends mail. With neither it nor Resend's key, and outside development, mails wait until they are given up. */
  MAIL?: SendEmail;
  /** Sends mail by Resend instead of the binding. */
  RESEND_API_KEY?: string;
  /** Signs what Resend tells of bounces and complaints (`whsec_…`). */
  RESEND_WEBHOOK_SECRET?: string;
  /** Where Resend answers; default `https://api.resend.com`. */
  RESEND_API_URL?: string;
  /** Signs pushes (VAPID): a P-256 private key, PKCS#8, base64. Without it there is no push. */
  VAPID_KEY?: string;
  /** WhatsApp's Cloud API: a token, our number's id, what signs its webhooks, what its handshake carries. */
  WHATSAPP_ACCESS_TOKEN?: string;
  WHATSAPP_PHONE_NUMBER_ID?: string;
  WHATSAPP_APP_SECRET?: string;
  WHATSAPP_VERIFY_TOKEN?: string;
  /** Where it answers; default `https://graph.facebook.com`. */
  WHATSAPP_API_URL?: string;
  /** Waits between the tries of a delivery in ms, with commas; see `worker/tenants/deliveries/pace.ts`. */
  DELIVERY_DELAYS_MS?: string;
  /** How long one try may take. */
  DELIVERY_TIMEOUT_MS?: string;
  /** For how long alerts of a project are gathered after the first three; see `worker/flow/notifications/plan/turn.ts`. */
  NOTIFICATION_WINDOW_MS?: string;
  /** The sender, on a domain that the account may send from. */
  MAIL_FROM?: string;
  GOOGLE_CLIENT_ID?: string;
  GOOGLE_CLIENT_SECRET?: string;
  GITHUB_CLIENT_ID?: string;
  GITHUB_CLIENT_SECRET?: string;
  /** Any OpenID provider: `…/.well-known/openid-configuration`. */
  OIDC_DISCOVERY_URL?: string;
  /** Who makes its id_tokens, where that is not the address without `/.well-known/openid-configuration`. */
  OIDC_ISSUER?: string;
  OIDC_CLIENT_ID?: string;
  OIDC_CLIENT_SECRET?: string;
  /** The text of the button; default `Single sign-on`. */
  OIDC_NAME?: string;
  /** Whom to tell of a vulnerability: `mailto:` or `https:` addresses, parted by commas; shown at /.well-known/security.txt. */
  SECURITY_CONTACT?: string;
  /** The Git commit that runs, shown by /healthz; `npm run deploy` sets it. */
  COMMIT?: string;
  /** 'expected' when `npm start` seeds the demo: /healthz waits for it. */
  DEMO?: string;
}
