/**
 * Verifies a ledger's hash chain from what the API shows, with nothing of the server's own code: an auditor can read all of it
 * in a minute. Hashes are hex, signatures base64.
 */

export interface SignedHead {
  seq: number;
  head: string;
  at: string;
  signature: string;
}

export interface ChainPage {
  project_id: string;
  anchor: { seq: number; head: string };
  data: { seq: number; received_at: string; leaves: string[]; head: string }[];
  checkpoints: SignedHead[];
  end: SignedHead;
  next_cursor: string | null;
}

export interface Findings {
  segments: number;
  leaves: number;
  checkpoints: number;
  /** From which sequence to which the chain was followed. */
  from: number;
  to: number;
  /** Whose chain it is, and its end under a fresh signature: worth keeping. */
  project_id: string;
  end: SignedHead | null;
  /** Heads from before its first segment: where it begins, and the checkpoints. */
  anchors: { seq: number; head: string }[];
  problems: string[];
}

/** A line of an export that holds an event. */
export interface ExportedEvent {
  id: string;
  salt: string;
  data: { erased?: boolean };
}

/** Whether one of the keys signed the head. */
export async function isSignedBy(signingKeys: JsonWebKey[], project_id: string, head: SignedHead): Promise<boolean> {
  return await isSigned(await Promise.all(signingKeys.map(publicKey)), project_id, head);
}

/** Whether one of the keys signed the text. */
export async function isTextSignedBy(signingKeys: JsonWebKey[], text: string, signature: string): Promise<boolean> {
  return await isSignedText(await Promise.all(signingKeys.map(publicKey)), text, signature);
}

/** SHA-256 of a text in UTF-8, as hex. */
export async function sha256Text(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** Follows the chain from `after` to its end and checks every head and signature; `onSegment` hears of each segment. */
export async function verifyChain(
  read: (after: string) => Promise<ChainPage>,
  signingKeys: JsonWebKey[],
  after = '0',
  onSegment: (segment: ChainPage['data'][number], project_id: string) => void = () => {},
): Promise<Findings> {
  const keys = await Promise.all(signingKeys.map(publicKey));
  const counted = { segments: 0, leaves: 0, checkpoints: 0 };
  const found: Findings = { ...counted, from: 0, to: 0, project_id: '', end: null, anchors: [], problems: [] };
  const say = (problem: string) => found.problems.push(problem);
  let place = -1;
  let head = '';
  for (let cursor: string | null = after; cursor !== null; ) {
    const page: ChainPage = await read(cursor);
    const { anchor, checkpoints, project_id, end } = page;
    const isFirst = place < 0;
    [found.project_id, found.end] = [project_id, end];
    if (isFirst) {
      [place, head, found.from] = [anchor.seq, anchor.head, anchor.seq];
      found.anchors = [anchor, ...checkpoints];
      if (place === 0 && head !== '0'.repeat(64)) say('The chain does not begin with zeros.');
      for (const checkpoint of checkpoints) {
        found.checkpoints += 1;
        if (!(await isSigned(keys, project_id, checkpoint))) say(`The checkpoint at ${checkpoint.seq} is not signed.`);
        if (checkpoint.seq === place && checkpoint.head !== head)
          say(`The anchor at ${place} is not the checkpoint's.`);
      }
    } else if (anchor.seq !== place || anchor.head !== head) say(`Pages do not meet at ${place}.`);
    for (const segment of page.data) {
      if (segment.seq !== place) say(`Sequences ${place} to ${segment.seq} are missing.`);
      onSegment(segment, project_id);
      head = await sha256(head + segment.leaves.join(''));
      if (head !== segment.head) say(`The head of the segment at ${segment.seq} does not follow from its leaves.`);
      head = segment.head;
      place = segment.seq + segment.leaves.length;
      found.segments += 1;
      found.leaves += segment.leaves.length;
    }
    cursor = page.next_cursor;
    if (cursor !== null) continue;
    if (end.seq !== place || end.head !== head) say(`The chain ends at ${place}, the signed end is ${end.seq}.`);
    if (!(await isSigned(keys, project_id, end))) say('The end is not signed.');
  }
  return { ...found, to: place };
}

/** The leaf of an exported event: SHA-256 of its salt and its stored text. An erased one has lost both. */
export async function leafOf({ salt, data }: ExportedEvent): Promise<string | undefined> {
  if (data.erased) return undefined;
  return await sha256(salt, new TextEncoder().encode(JSON.stringify(data)));
}

/** The sequence of an event in its ledger: the last twelve digits of its id. */
export function placeOf({ id }: ExportedEvent): number {
  return Number.parseInt(id.slice(-12), 16);
}

async function isSigned(keys: CryptoKey[], project_id: string, { seq, head, signature }: SignedHead): Promise<boolean> {
  return await isSignedText(keys, `signalbox checkpoint v1\n${project_id}\n${seq}\n${head}\n`, signature);
}

async function isSignedText(keys: CryptoKey[], text: string, signature: string): Promise<boolean> {
  const message = new TextEncoder().encode(text);
  const bytes = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0));
  for (const key of keys) if (await crypto.subtle.verify('Ed25519', key, bytes, message)) return true;
  return false;
}

function publicKey({ kty, crv, x }: JsonWebKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']);
}

async function sha256(hex: string, more: Uint8Array = new Uint8Array()): Promise<string> {
  const bytes = new Uint8Array(hex.length / 2 + more.length);
  for (let i = 0; i < hex.length / 2; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  bytes.set(more, hex.length / 2);
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
