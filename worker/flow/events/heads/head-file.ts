/**
 * Pure: the public file of a day. It says of each ledger that there was one head and no other, without saying which: only who
 * knows the project and its chain can tell. So nobody reads off it how much a business sells.
 */
import { sha256 } from '../../../base/crypto.ts';

/** A ledger's head as its owner keeps it. */
export interface OwnHead {
  project_id: string;
  seq: number;
  head: string;
}

/** What the public file says of a ledger. */
export interface PublicHead {
  ledger: string;
  commitment: string;
}

export interface HeadFile {
  format: 'signalbox heads v1';
  day: string;
  written_at: string;
  previous: { day: string; sha256: string } | null;
  ledgers: PublicHead[];
  signature: string;
}

/** The public name of a project's ledger: who knows the project can compute it, nobody else can go back from it. */
export function ledgerName(project_id: string): string {
  return sha256(`signalbox ledger v1\n${project_id}\n`);
}

/** What binds a ledger to one head on a day. Another each day, so that a quiet ledger does not show. */
export function publicHead(day: string, { project_id, seq, head }: OwnHead): PublicHead {
  const commitment = sha256(`signalbox head v1\n${day}\n${project_id}\n${seq}\n${head}\n`);
  return { ledger: ledgerName(project_id), commitment };
}

/** The bytes that a file's signature covers: every line of it, so that none can be changed, left out or added. */
export function headFileMessage(file: Omit<HeadFile, 'format' | 'signature'>): Uint8Array<ArrayBuffer> {
  const { day, written_at, previous, ledgers } = file;
  const before = previous ? `${previous.day} ${previous.sha256}` : '-';
  const lines = ledgers.map(({ ledger, commitment }) => `${ledger} ${commitment}`);
  return new Uint8Array(Buffer.from(['signalbox heads v1', day, written_at, before, ...lines, ''].join('\n')));
}

/** The file as it is stored and published: one ledger a line. */
export function headFileText({ ledgers, ...file }: HeadFile): string {
  const { signature, ...head } = file;
  const lines = ledgers.map((each) => JSON.stringify(each)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"ledgers":[\n${lines}\n],"signature":"${signature}"}\n`;
}
