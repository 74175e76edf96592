/** Heads that somebody kept of a ledger, against its chain as it is now: what a rewritten ledger cannot match. */
import type { SignedHead } from './verify-heads.ts';

/** A signed head as it was kept: one line of a file. */
export interface KnownHead extends SignedHead {
  project_id: string;
}

/** The heads that a chain led through, by sequence. */
export class ChainHeads {
  readonly #heads = new Map<number, string>();

  add({ seq, leaves, head }: { seq: number; leaves: string[]; head: string }): void {
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
}

/** The heads of a project in the lines of a file. Throws where a line is none. */
export function readKnown(text: string, project_id: string): KnownHead[] {
  const heads = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as KnownHead);
  for (const { project_id: id, seq, head } of heads) {
    if (typeof id !== 'string' || !Number.isInteger(seq) || typeof head !== 'string') {
      throw new Error('A line of kept heads needs project_id, seq and head.');
    }
  }
  return heads.filter((head) => head.project_id === project_id);
}
