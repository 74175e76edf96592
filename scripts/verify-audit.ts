/** `npm run verify:audit -- FILE.ndjson [--known SEQ:HASH]`: checks the audit log in an export, offline. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type AuditLine, verifyAuditLines } from './audit/audit-chain.ts';

const USAGE = 'Usage: npm run verify:audit -- FILE.ndjson [--known SEQ:HASH]';

try {
  const { values, positionals } = parseArgs({ options: { known: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  const [, seq, hash] = /^(\d+):([0-9a-f]{64})$/.exec(values.known ?? '') ?? [];
  if (!file || (values.known !== undefined && !hash)) throw new Error(USAGE);
  const lines = await readLines(file);
  if (lines.length === 0) throw new Error(`${file} holds no lines of kind audit.`);
  const { entries, open, end, problems } = await verifyAuditLines(lines, hash ? { seq: Number(seq), hash } : undefined);
  for (const problem of problems) console.error(problem);
  console.log(`${entries} entries, ${open} of them not sealed yet. Keep the end: ${end.seq}:${end.hash}`);
  console.log(problems.length === 0 ? 'The log holds.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function readLines(file: string): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const { kind, data } = JSON.parse(text) as { kind: string; data: AuditLine };
    if (kind === 'audit') lines.push(data);
  }
  return lines;
}
