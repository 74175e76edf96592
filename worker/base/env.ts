/** The bindings and secrets that wrangler.toml and .dev.vars give the Worker. */
import type { Hub } from '../../durable/hub.ts';
import type { Ledger } from '../../durable/ledger.ts';

/** Everything the platform hands the Worker. Secrets are strings and never logged. */
export interface Env {
  DB: D1Database;
  LEDGER: DurableObjectNamespace<Ledger>;
  HUB: DurableObjectNamespace<Hub>;
  ARCHIVE: R2Bucket;
  PIPELINE: Queue<unknown>;
  DELIVERIES: Queue<unknown>;
  ASSETS: Fetcher;
  /** Counts by client address, per location: the coarse shield in front. */
  SHIELD: RateLimit;
  ENVIRONMENT: 'production' | 'development';
  LOG_LEVEL: string;
  INTERNAL_ADMIN_API_KEY: string;
  EVENT_SECRET: string;
  SIGNING_KEY: string;
  OUTBOUND_ALLOW_LOOPBACK?: string;
  /** 'expected' when `npm start` seeds the demo: /healthz waits for it. */
  DEMO?: string;
}
