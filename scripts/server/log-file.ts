/** The server's log on disk: bounded in size, and never a reason for `npm start` to end. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';

/** Size at which the file is renamed to `<path>.1` and a new one begins; the two together hold at most twice as much. */
const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** Opens an empty log and returns the function that writes a line. A disk error is reported once; after it lines are dropped. */
export function openLog(path: string, complain: (text: string) => void, maxBytes = MAX_LOG_BYTES) {
  let bytes = 0;
  let file: number | undefined;
  const attempt = (step: () => void) => {
    try {
      step();
    } catch (error) {
      file = undefined;
      complain(`${path} takes no more lines: ${(error as Error).message}`);
    }
  };
  const open = () => {
    file = openSync(path, 'w', 0o600);
    bytes = 0;
  };
  const rotate = (full: number) => {
    closeSync(full);
    renameSync(path, `${path}.1`);
    open();
  };
  attempt(open);
  return (line: string): void => {
    const current = file;
    if (current === undefined) return;
    attempt(() => {
      bytes += writeSync(current, `${line}\n`);
      if (bytes >= maxBytes) rotate(current);
    });
  };
}
