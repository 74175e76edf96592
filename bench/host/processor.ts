/** Processor time of the workerd that this process started: what other work on the machine cannot lengthen by much. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of a second in /proc: a constant of Linux' interface. */
const TICKS = 100;

/** Seconds of processor time, user and system, of every workerd below this process; NaN where there is no /proc. */
export function workerdSeconds(): number {
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return Number.NaN;
  }
  const ticks = names.map((pid) => {
    const [name, fields] = statOf(pid) ?? [];
    if (!name?.startsWith('workerd') || Number(fields?.[1]) !== process.pid) return 0;
    return Number(fields![11]) + Number(fields![12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS;
}

/** Name and fields of a process from its state on; undefined when it has ended meanwhile. */
function statOf(pid: string): [string, string[]] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return [text.slice(text.indexOf('(') + 1, end), text.slice(end + 2).split(' ')];
  } catch {
    return undefined;
  }
}
