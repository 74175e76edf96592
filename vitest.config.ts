/** Two kinds of test: pure ones under Node, edge ones inside workerd with real D1, Durable Objects and queues. */
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { linguiMacros } from './web/build/macros.ts';

export default defineConfig(async () => ({
  test: {
    projects: [
      {
        plugins: [linguiMacros()],
        test: {
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
              bindings: {
                TEST_MIGRATIONS: await readD1Migrations('migrations'),
                ENVIRONMENT: 'development',
                LOG_LEVEL: 'error',
                INTERNAL_ADMIN_API_KEY: 'operator-key-of-the-tests',
                EVENT_SECRET: 'ZXZlbnQtc2VjcmV0LW9mLXRoZS10ZXN0cy0zMi1ieXQ=',
                OIDC_DISCOVERY_URL: 'https://idp.test/.well-known/openid-configuration',
                OIDC_CLIENT_ID: 'client-of-the-tests',
                OIDC_CLIENT_SECRET: 'secret-of-the-tests',
                OIDC_NAME: 'Test sign-on',
                SIGNING_KEY: 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
              },
            },
          }),
        ],
        test: {
          name: 'edge',
          include: ['worker/**/*.edge.test.ts', 'durable/**/*.edge.test.ts'],
          setupFiles: ['worker/testing/migrate.ts'],
          isolate: false,
          maxWorkers: 1,
          testTimeout: 20_000,
        },
      },
    ],
  },
}));
