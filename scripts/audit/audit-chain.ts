/** Verifies a tenant's audit log from its entries alone, with nothing of the server's own code: an auditor can read all of it in a minute. */

/** An entry as `GET /v1/audit` and the lines of kind `audit` of an export show it. */
export interface AuditLine {
  seq: number;
  previous_hash: string | null;
  hash: string | null;
  [field: string]: unknown;
}

/** What was found. `end` is the last sealed entry: keep it, and hand it in the next time as `known`. */
export interface AuditFindings {
  entries: number;
  /** Entries at the end that no minute's sealing has reached yet. */
  open: number;
  end: { seq: number; hash: string };
  problems: string[];
}

const GENESIS = { seq: 0, hash: '0'.repeat(64) };

/** Follows the chain over entries in order, oldest first; `known` is an end that was kept from an earlier time. */
export async function verifyAuditLines(
  lines: Iterable<AuditLine>,
  known?: { seq: number; hash: string },
): Promise<AuditFindings> {
  const found: AuditFindings = { entries: 0, open: 0, end: GENESIS, problems: [] };
  let last = 0;
  for (const line of lines) {
    const { hash, ...hashed } = line;
    found.entries += 1;
    if (line.seq !== last + 1) found.problems.push(`After entry ${last} comes entry ${line.seq}.`);
    last = line.seq;
    if (hash === null) {
      found.open += 1;
      continue;
    }
    if (found.open > 0) found.problems.push(`Entry ${line.seq} is sealed, one before it is not.`);
    if (line.previous_hash !== found.end.hash)
      found.problems.push(`Entry ${line.seq} does not follow the one before it.`);
    if ((await sha256(canonicalJson(hashed))) !== hash)
      found.problems.push(`Entry ${line.seq} is not what was sealed.`);
    if (known?.seq === line.seq && known.hash !== hash)
      found.problems.push(`Entry ${line.seq} is not the one that was kept.`);
    found.end = { seq: line.seq, hash };
  }
  if (known && known.seq > found.end.seq) found.problems.push(`Entry ${known.seq}, which was kept, is gone.`);
  return found;
}

/** JSON with the members of every object sorted by name (UTF-16 code units) and without white space. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(digest).toString('hex');
}
