/** The server that is attacked: the one that is named, on this machine only, or one of our own. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseDeafServer } from '../demo/admin.ts';
import { startFakeProvider } from '../fakes/oidc.ts';
import { buildDashboard } from '../server/dashboard.ts';
import { adminKey } from '../server/dev-vars.ts';
import { startOwnServer } from '../server/own-server.ts';
import type { Ground } from './world.ts';

export interface Target extends Ground {
  /** Started here, with the settings that some classes need. */
  isOwn: boolean;
  close(): Promise<void>;
}

/** Opens the target; throws for any host but this machine. */
export async function openTarget(named = process.env.SIGNALBOX_URL): Promise<Target> {
  if (named) {
    const url = loopbackOnly(named);
    await refuseDeafServer(url);
    return { base: url, adminKey: adminKey(), isOwn: false, close: async () => {} };
  }
  return await startTarget();
}

/** The origin of a server on this machine. */
export function loopbackOnly(named: string): string {
  const { hostname, origin, protocol } = new URL(named);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  if (here && protocol === 'http:') return origin;
  throw new Error(
    `SIGNALBOX_URL=${named} is not on this machine. Attack nothing but a development server of your own.`,
  );
}

async function startTarget(): Promise<Target> {
  const state = await mkdtemp(join(tmpdir(), 'signalbox-hostile-'));
  const provider = await startFakeProvider();
  const clean = async () => {
    await provider.close();
    await rm(state, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    console.error('Starting a server …');
    await buildDashboard();
    const secret = randomBytes(24).toString('base64');
    const webhooks = [
      `RESEND_WEBHOOK_SECRET:whsec_${secret}`,
      ...['APP_SECRET', 'VERIFY_TOKEN', 'PHONE_NUMBER_ID'].map((name) => `WHATSAPP_${name}:${secret}`),
    ];
    const server = await startOwnServer(state, (url) => [`APP_URL:${url}`, ...webhooks, ...provider.vars]);
    const close = () => server.stop().then(clean);
    return { base: server.url, adminKey: server.adminKey, provider, isOwn: true, close };
  } catch (error) {
    await clean();
    throw error;
  }
}
