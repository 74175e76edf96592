/**
 * Preloaded into `wrangler dev`: ends its process group when the `npm start` that holds the other end of fd 3 is gone,
 * and ends wrangler when a server process dies, which wrangler itself does not notice.
 */
import childProcess from 'node:child_process';
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const leash = new Socket({ fd: 3, readable: true, writable: false });
  leash.on('close', () => process.kill(-process.pid, 'SIGKILL'));
  leash.on('error', () => {});
  leash.resume().unref();
  watchServers();
}

/** Ends the server on purpose, as a reload does; every other end of it is a crash. */
function watchServers(): void {
  const spawn = childProcess.spawn as (...args: unknown[]) => childProcess.ChildProcess;
  const watched = (...args: unknown[]) => {
    const child = spawn(...args);
    if (/workerd(\.exe)?$/.test(String(args[0]))) {
      child.once('exit', (code, signal) => {
        if (child.killed) return;
        console.error(
          `[ERROR] The server process (workerd ${child.pid}) ended by itself: ${signal ?? `code ${code}`}.`,
        );
        process.exit(1);
      });
    }
    return child;
  };
  childProcess.spawn = watched as typeof childProcess.spawn;
}
