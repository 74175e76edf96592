/** Preloaded into `wrangler dev`: ends its process group when the `npm start` that holds the other end of fd 3 is gone. */
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const leash = new Socket({ fd: 3, readable: true, writable: false });
  leash.on('close', () => process.kill(-process.pid, 'SIGKILL'));
  leash.on('error', () => {});
  leash.resume().unref();
}
