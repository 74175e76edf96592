/** Runs the crons of wrangler.toml while `npm start` is up; `wrangler dev` fires none. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cron } from 'croner';
import { MINUTE_MS } from '../../worker/shared/durations.ts';
import { ROOT } from '../settings.ts';

/** The cron expressions under `[triggers]`. */
export function cronsOf(toml: string): string[] {
  const list = /^\[triggers\][^[]*?^crons\s*=\s*\[([^\]]*)\]/ms.exec(toml)?.[1] ?? '';
  return [...list.matchAll(/(["'])(.*?)\1/g)].map(([, , expression]) => expression!);
}

/** Whether a five-field expression is due in the minute of `at`, in UTC. Weekdays are 0 to 6 from Sunday, for Cloudflare 1 to 7. */
export function isDue(expression: string, at: Date): boolean {
  return new Cron(expression, { paused: true, mode: '5-part', timezone: 'UTC' }).match(at);
}

/** Calls every cron that is due at each full minute, until the returned function is called. */
export function startCrons(url: string, complain: (text: string) => void): () => void {
  const crons = cronsOf(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'));
  const running = new Set<string>();
  let timer: NodeJS.Timeout;
  const fire = async (cron: string) => {
    if (running.has(cron)) return;
    running.add(cron);
    try {
      const reply = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`);
      if (!reply.ok) complain(`Cron ${cron} failed: ${reply.status} ${(await reply.text()).slice(0, 200)}`);
    } catch (error) {
      complain(`Cron ${cron} failed: ${(error as Error).message}`);
    } finally {
      running.delete(cron);
    }
  };
  const arm = (after: number) => {
    const due = (Math.floor(Math.max(after, Date.now()) / MINUTE_MS) + 1) * MINUTE_MS;
    timer = setTimeout(() => {
      arm(due);
      for (const cron of crons) if (isDue(cron, new Date(due))) void fire(cron);
    }, due - Date.now());
  };
  arm(0);
  return () => clearTimeout(timer);
}
