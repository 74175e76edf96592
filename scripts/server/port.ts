/** Reports that a port is taken, before anything is started. */
import { createConnection } from 'node:net';

/** Throws when something listens on the port, be it on 127.0.0.1 or on ::1, where `localhost` may lead. */
export async function refuseBusyPort(port: number): Promise<void> {
  const busy = await Promise.all(['127.0.0.1', '::1'].map((host) => answersOn(host, port)));
  if (!busy.includes(true)) return;
  throw new Error(`Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm start`);
}

function answersOn(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 1_000 });
    const done = (busy: boolean) => {
      socket.destroy();
      resolve(busy);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
