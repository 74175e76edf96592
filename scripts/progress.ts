/** Shows how far a long step is: a bar on a terminal, a line every two seconds elsewhere. Always on stderr. */

const WIDTH = 24;

/** A reporter for one step; call it as often as you like with the share done (0 to 1) and a note. */
export function progressOf(label: string, out: NodeJS.WriteStream = process.stderr) {
  let last = Date.now();
  let said = 0;
  const every = out.isTTY ? 100 : 2_000;
  return {
    update(share: number, note: string): void {
      if (Date.now() - last < every) return;
      last = Date.now();
      const percent = `${Math.floor(Math.min(share, 1) * 100)}%`.padStart(4);
      out.write(out.isTTY ? `\r\x1b[K${label} ${bar(share)}${percent}  ${note}` : `${label}${percent}  ${note}\n`);
    },
    /** A remark in between, such as the reason for a pause; at most one in five seconds. */
    say(remark: string): void {
      if (Date.now() - said < 5_000) return;
      said = Date.now();
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${label}: ${remark}\n`);
    },
    end(): void {
      if (out.isTTY) out.write('\r\x1b[K');
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(share, 1) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`;
}
