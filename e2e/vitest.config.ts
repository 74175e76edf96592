/** Browser tests: the built product in a real Chromium, three files at a time, each with tenants of its own. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '../node_modules/.vite-e2e',
  test: {
    root: import.meta.dirname,
    include: ['**/*.e2e.ts'],
    globalSetup: ['./shared-product.ts'],
    maxWorkers: 3,
    testTimeout: 45_000,
    hookTimeout: 180_000,
    // A walk is one story: what follows a failed step would only repeat its failure.
    bail: 1,
  },
});
