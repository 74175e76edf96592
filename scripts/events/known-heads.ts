/**
 * Heads that somebody kept of a ledger, against its chain as it is now: what a rewritten ledger cannot match. Takes lines of signed
 * heads, a mail with such a line in it, or a public file of a day.
 */
import { isSignedBy, isTextSignedBy, type SignedHead, sha256Text } from './verify-heads.ts';

/** A signed head as it was kept: one line of a file. */
export interface KnownHead extends SignedHead {
  project_id: string;
}

/** A public file: it says of each ledger what binds it to one head. */
interface HeadFile {
  format: 'signalbox heads v1';
  day: string;
  written_at: string;
  previous: { day: string; sha256: string } | null;
  ledgers: { ledger: string; commitment: string }[];
  signature: string;
}

interface Chain {
  heads: ChainHeads;
  keys: JsonWebKey[];
  project_id: string;
  from: number;
  to: number;
}

interface Compared {
  /** How many heads of the project there are, and how many of them the chain still reaches back to. */
  kept: number;
  compared: number;
  problems: string[];
}

/** The heads that a chain led through, by sequence. */
export class ChainHeads {
  readonly #heads = new Map<number, string>();
  /** When the first segment that is left was received. */
  #oldest: string | undefined;

  add({ seq, received_at, leaves, head }: { seq: number; received_at: string; leaves: string[]; head: string }): void {
    this.#oldest ??= received_at;
    this.#heads.set(seq + leaves.length, head);
  }

  /** Heads without their segments: where the chain begins, and its checkpoints. */
  addAnchors(anchors: readonly { seq: number; head: string }[]): void {
    for (const { seq, head } of anchors) if (!this.#heads.has(seq)) this.#heads.set(seq, head);
  }

  /** Says which kept heads the chain does not lead through, and how many were compared. Heads from before its beginning are left out. */
  compare(kept: readonly KnownHead[], { from, to }: { from: number; to: number }) {
    const problems: string[] = [];
    let compared = 0;
    for (const { seq, head, at } of kept) {
      if (seq < from && !this.#heads.has(seq)) continue;
      compared += 1;
      if (seq > to) problems.push(`The chain ends at ${to}, but its head at ${seq} was kept on ${at}.`);
      else if (this.#heads.get(seq) !== head)
        problems.push(`The chain does not lead through the head at ${seq} that was kept on ${at}.`);
    }
    return { compared, problems };
  }

  /** Whether one of the heads is the one that a public file binds the ledger to. */
  async fits(project_id: string, { day, commitment }: { day: string; commitment: string }): Promise<boolean> {
    for (const [seq, head] of this.#heads) {
      const text = `signalbox head v1\n${day}\n${project_id}\n${seq}\n${head}\n`;
      if ((await sha256Text(text)) === commitment) return true;
    }
    return false;
  }

  /** Whether all that was received up to an instant has been dropped since. */
  isAfter(at: string): boolean {
    return this.#oldest !== undefined && this.#oldest > at;
  }
}

/** Holds a file of kept heads against the chain of a project. Throws where the file holds nothing that can be read. */
export async function checkKnown(text: string, chain: Chain): Promise<Compared> {
  const file = fileIn(text);
  const found = file ? await checkFile(file, chain) : await checkLines(text, chain);
  if (found.kept === 0) found.problems.push('The file holds no head of this project.');
  return found;
}

async function checkLines(text: string, { heads, keys, project_id, from, to }: Chain): Promise<Compared> {
  const kept = readKnown(text, project_id);
  const { compared, problems } = heads.compare(kept, { from, to });
  for (const head of kept) {
    if (!(await isSignedBy(keys, project_id, head))) problems.push(`The kept head at ${head.seq} is not signed.`);
  }
  return { kept: kept.length, compared, problems };
}

async function checkFile(file: HeadFile, { heads, keys, project_id, from }: Chain): Promise<Compared> {
  const { day, written_at, previous, ledgers, signature } = file;
  const before = previous ? `${previous.day} ${previous.sha256}` : '-';
  const lines = ledgers.map(({ ledger, commitment }) => `${ledger} ${commitment}`);
  const message = ['signalbox heads v1', day, written_at, before, ...lines, ''].join('\n');
  const problems = (await isTextSignedBy(keys, message, signature)) ? [] : ['The file of heads is not signed.'];
  const name = await sha256Text(`signalbox ledger v1\n${project_id}\n`);
  const own = ledgers.find(({ ledger }) => ledger === name);
  if (!own) return { kept: 0, compared: 0, problems };
  if (await heads.fits(project_id, { day, ...own })) return { kept: 1, compared: 1, problems };
  if (from > 0 && heads.isAfter(written_at)) return { kept: 1, compared: 0, problems };
  problems.push(`The chain does not lead through the head that was published for ${day}.`);
  return { kept: 1, compared: 1, problems };
}

/** The public file that a text is, or undefined. */
function fileIn(text: string): HeadFile | undefined {
  try {
    const file = JSON.parse(text) as HeadFile;
    return file.format === 'signalbox heads v1' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** The heads of a project in the lines of a text: those that begin with a brace, as they stand in a mail too. Throws where one is none. */
export function readKnown(text: string, project_id: string): KnownHead[] {
  const heads = unfolded(text)
    .split('\n')
    .filter((line) => line.trim().startsWith('{'))
    .map((line) => JSON.parse(line) as KnownHead);
  for (const { project_id: id, seq, head } of heads) {
    if (typeof id !== 'string' || !Number.isInteger(seq) || typeof head !== 'string') {
      throw new Error('A line of kept heads needs project_id, seq and head.');
    }
  }
  return heads.filter((head) => head.project_id === project_id);
}

/** A saved mail breaks long lines and escapes the sign that it does this with. */
function unfolded(text: string): string {
  if (!/^content-transfer-encoding: *quoted-printable/im.test(text)) return text;
  const escaped = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, escaped);
}
