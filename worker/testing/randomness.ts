/** One seed for every random test of a run: the run prints it, and `TEST_SEED=… npm test` repeats it. */
import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    seed: number;
  }
}

fc.configureGlobal({ seed: inject('seed') });
