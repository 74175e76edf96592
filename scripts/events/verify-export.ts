/** Checks an export against a ledger's chain: every event of the project that it should hold is there, once, and unchanged. */
import { createHash } from 'node:crypto';
import { type ExportedEvent, leafOf, placeOf } from './verify-heads.ts';

interface Manifest {
  kind: 'manifest';
  created_at: string;
  parts: { kind: string; lines: number; sha256: string }[];
}

interface Line extends ExportedEvent {
  kind: string;
  project_id: string;
}

/** The leaves that a chain holds, by sequence, each with when it was received. */
export class ChainLeaves {
  readonly project_id: string;
  readonly #leaves = new Map<number, { leaf: string; received_at: string }>();

  constructor(project_id: string) {
    this.project_id = project_id;
  }

  add({ seq, received_at, leaves }: { seq: number; received_at: string; leaves: string[] }): void {
    leaves.forEach((leaf, i) => {
      this.#leaves.set(seq + i, { leaf, received_at });
    });
  }

  at(place: number): string | undefined {
    return this.#leaves.get(place)?.leaf;
  }

  /** Sequences of what was received before a moment. */
  receivedBefore(moment: string): number[] {
    return [...this.#leaves].flatMap(([place, { received_at }]) => (received_at < moment ? [place] : []));
  }
}

export interface ExportFindings {
  checked: number;
  erased: number;
  /** Events of other projects, which need the keys of those, and events from before the chain's beginning. */
  elsewhere: number;
  problems: string[];
}

/** Checks the lines of an export of the chain's project, alone or with others of its workspace. */
export async function verifyExport(lines: AsyncIterable<string>, chain: ChainLeaves): Promise<ExportFindings> {
  const found: ExportFindings = { checked: 0, erased: 0, elsewhere: 0, problems: [] };
  const seen = new Set<number>();
  let parts: Parts | undefined;
  let created_at = '';
  for await (const text of lines) {
    if (text === '') continue;
    const line = JSON.parse(text) as Line | Manifest;
    if (line.kind === 'manifest') {
      const { parts: told, created_at: at } = line as Manifest;
      [parts, created_at] = [new Parts(told), at];
      continue;
    }
    parts?.add(text);
    if (line.kind === 'event') await checkEvent(line as Line, { chain, found, seen });
  }
  if (!parts) found.problems.push('The first line is no manifest: this is no export, or not all of one.');
  else found.problems.push(...parts.problems(), ...missing(chain, created_at, seen));
  return found;
}

async function checkEvent(
  line: Line,
  { chain, found, seen }: { chain: ChainLeaves; found: ExportFindings; seen: Set<number> },
): Promise<void> {
  const place = placeOf(line);
  const leaf = line.project_id === chain.project_id ? chain.at(place) : undefined;
  if (leaf === undefined) {
    found.elsewhere += 1;
    return;
  }
  if (seen.has(place)) found.problems.push(`${line.id} is there twice.`);
  seen.add(place);
  const own = await leafOf(line);
  if (own === undefined) found.erased += 1;
  else if (own !== leaf) found.problems.push(`${line.id} is not what the ledger took in.`);
  found.checked += 1;
}

/** An export holds all that was received before it was asked for; what came while it was written may be there or not. */
function missing(chain: ChainLeaves, created_at: string, seen: ReadonlySet<number>): string[] {
  const places = chain.receivedBefore(created_at).filter((place) => !seen.has(place));
  if (places.length === 0) return [];
  const named = places.slice(0, 10).join(', ');
  return [
    `${places.length} events that the chain holds are missing, at sequences ${named}${places.length > 10 ? ', …' : ''}.`,
  ];
}

/** The parts of an export by its manifest: so many lines each, of this SHA-256. */
class Parts {
  readonly #told: Manifest['parts'];
  readonly #problems: string[] = [];
  #at = 0;
  #lines = 0;
  #hash = createHash('sha256');

  constructor(told: Manifest['parts']) {
    this.#told = told;
  }

  add(line: string): void {
    const part = this.#told[this.#at];
    if (!part) {
      this.#at += 1;
      return;
    }
    this.#hash.update(`${line}\n`);
    this.#lines += 1;
    if (this.#lines < part.lines) return;
    if (this.#hash.digest('hex') !== part.sha256)
      this.#problems.push(`Part ${this.#at + 1} (${part.kind}) was changed.`);
    this.#hash = createHash('sha256');
    this.#lines = 0;
    this.#at += 1;
  }

  problems(): string[] {
    const whole = this.#at === this.#told.length && this.#lines === 0;
    return whole ? this.#problems : [...this.#problems, 'The file has more or fewer lines than its manifest says.'];
  }
}
