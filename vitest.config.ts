/** Two kinds of test: pure ones under Node, edge ones inside workerd with real D1, Durable Objects and queues. */
import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { linguiMacros } from './web/build/macros.ts';

// Vitest loads this file more than once in a run.
if (!process.env.TEST_SEED) {
  process.env.TEST_SEED = String(randomInt(2 ** 31));
  console.log(`Random tests use TEST_SEED=${process.env.TEST_SEED}`);
}

/** For both kinds. Files share a worker, an edge worker is a runtime of its own. */
const shared = {
  isolate: false,
  maxWorkers: Math.min(Math.max(availableParallelism(), 2), 4),
  testTimeout: 20_000,
  provide: { seed: Number(process.env.TEST_SEED) },
  setupFiles: ['worker/testing/randomness.ts'],
  // A test without an assertion cannot fail.
  expect: { requireAssertions: true },
};

/** Variables and secrets of the edge tests. */
const bindings = {
  ENVIRONMENT: 'development',
  LOG_LEVEL: 'error',
  OUTBOUND_ALLOW_LOOPBACK: 'false',
  INTERNAL_ADMIN_API_KEY: 'operator-key-of-the-tests',
  EVENT_SECRET: 'ZXZlbnQtc2VjcmV0LW9mLXRoZS10ZXN0cy0zMi1ieXQ=',
  OIDC_DISCOVERY_URL: 'https://idp.test/.well-known/openid-configuration',
  OIDC_CLIENT_ID: 'client-of-the-tests',
  OIDC_CLIENT_SECRET: 'secret-of-the-tests',
  OIDC_NAME: 'Test sign-on',
  RESEND_WEBHOOK_SECRET: 'whsec_c2VjcmV0LW9mLXJlc2VuZC1pbi10aGUtdGVzdHM=',
  VAPID_KEY:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgM1jWBl9cNTy/fzwfR7w/gSrfK2mnyh+bEC5yIRRcbHyhRANCAATsSJ5433xtY15FlAprh/VorjXWW9kuyM9q+7N2Xw2C623L9eN68p40Y4MEIKQ4rtwbXmvXmW3FYnii8Eu2uknV',
  WHATSAPP_ACCESS_TOKEN: 'token-of-the-tests',
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_APP_SECRET: 'app-secret-of-the-tests',
  WHATSAPP_VERIFY_TOKEN: 'verify-token-of-the-tests',
  WHATSAPP_API_URL: 'https://whatsapp.test',
  SIGNING_KEY: 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
};

export default defineConfig(async () => ({
  test: {
    projects: [
      {
        plugins: [linguiMacros()],
        test: {
          ...shared,
          name: 'unit',
          include: [
            'worker/**/*.test.ts',
            'durable/**/*.test.ts',
            'scripts/**/*.test.ts',
            'demo/**/*.test.ts',
            'web/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/*.edge.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: { ...bindings, TEST_MIGRATIONS: await readD1Migrations('migrations') },
            },
          }),
        ],
        resolve: {
          alias: [
            {
              find: /^\.\/password-cost\.ts$/,
              replacement: join(import.meta.dirname, 'worker/testing/password-cost.ts'),
            },
          ],
        },
        test: {
          ...shared,
          name: 'edge',
          include: ['worker/**/*.edge.test.ts', 'durable/**/*.edge.test.ts'],
          setupFiles: [...shared.setupFiles, 'worker/testing/migrate.ts'],
        },
      },
    ],
  },
}));
