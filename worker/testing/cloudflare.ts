/** Types what `cloudflare:workers` gives the edge tests: our bindings, and our own Worker as `exports.default`. */
import type { D1Migration } from 'cloudflare:test';
import type { Env as Bindings } from '../base/env.ts';

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      TEST_MIGRATIONS: D1Migration[];
    }
    interface GlobalProps {
      mainModule: typeof import('../index.ts');
    }
  }
}
