/** Brings the edge tests' D1 up to date; files share one runtime, so the second call finds nothing to do. */
import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
