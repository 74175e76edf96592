/** The server's log on disk: bounded in size, and never a reason for `npm start` to end. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** Size at which the file is renamed to `<path>.1` and a new one begins; the two together hold at most twice as much. */
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** After a disk error this long passes before the file is tried again. */
const TRY_AGAIN_MS = 30_000;

interface Options {
  maxBytes?: number;
  now?: () => number;
}

/**
 * Opens an empty log and returns the function that writes a line. A disk error is told once; lines are dropped until the disk
 * takes them again.
 */
export function openLog(path: string, complain: (text: string) => void, options: Options = {}) {
  const { maxBytes = MAX_LOG_BYTES, now = Date.now } = options;
  let bytes = 0;
  let file: number | undefined;
  let tryAt = 0;
  let isTold = false;
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const open = (flags: 'w' | 'a') => {
    file = openSync(path, flags, 0o600);
    bytes = fstatSync(file).size;
  };
  const write = (line: string) => {
    bytes += writeSync(file!, `${line}\n`);
    if (bytes < maxBytes) return;
    close();
    renameSync(path, `${path}.1`);
    open('w');
  };
  const attempt = (step: () => void) => {
    try {
      step();
      isTold = false;
    } catch (error) {
      tryAt = now() + TRY_AGAIN_MS;
      if (!isTold) complain(`${path} takes no lines: ${(error as Error).message}`);
      isTold = true;
      close();
    }
  };
  attempt(() => open('w'));
  return (line: string): void => {
    if (file === undefined && now() < tryAt) return;
    attempt(() => {
      if (file === undefined) open('a');
      write(line);
    });
  };
}
