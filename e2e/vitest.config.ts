/** Browser tests: the built product in a real Chromium, two files at a time, each with a server and state of its own. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '../node_modules/.vite-e2e',
  test: {
    root: import.meta.dirname,
    include: ['*.e2e.ts'],
    maxWorkers: 2,
    testTimeout: 45_000,
    hookTimeout: 180_000,
    // A walk is one story: what follows a failed step would only repeat its failure.
    bail: 1,
  },
});
