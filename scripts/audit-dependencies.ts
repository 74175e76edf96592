/** `npm run audit:dependencies`: known vulnerabilities of our packages, by npm where the registry answers, else by the committed snapshot. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Accepted,
  type Finding,
  findingsOf,
  findingsOfAudit,
  installedBy,
  judge,
  type Snapshot,
} from './advisories/judge.ts';
import { ROOT } from './settings.ts';

const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** The report of the registry; undefined when it gives none. npm ends with 1 when it has found something. */
function askRegistry(): Promise<Finding[] | undefined> {
  const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  return new Promise((resolve) => {
    execFile('npm', args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => {
      try {
        resolve(findingsOfAudit(JSON.parse(stdout)));
      } catch {
        resolve(undefined);
      }
    });
  });
}

function askSnapshot(): Finding[] {
  const snapshot = read('scripts/advisories/snapshot.json') as Snapshot;
  console.log(
    `The registry gives no report: compared with ${snapshot.advisories.length} advisories of ${snapshot.date}.`,
  );
  console.log(snapshot.coverage);
  return findingsOf(snapshot, installedBy(read('package-lock.json')));
}

const findings = (await askRegistry()) ?? askSnapshot();
const accepted = read('scripts/advisories/accepted.json') as Accepted[];
const { stopping, expired, idle } = judge(findings, accepted, new Date().toISOString().slice(0, 10));
for (const { severity, package: name, id, title } of findings)
  console.log(`${severity.padEnd(9)} ${name}: ${title} (${id})`);
for (const { id, until } of expired) console.log(`Accepted until ${until}, which is over: ${id}. Look again.`);
for (const { id } of idle) console.log(`Accepted, but found no more: ${id}. Take the line out.`);
console.log(
  stopping.length > 0
    ? `${stopping.length} high or critical without an accepted line in scripts/advisories/accepted.json.`
    : `${findings.length} known vulnerabilities, none of them high or critical and open.`,
);
process.exitCode = stopping.length > 0 || expired.length > 0 ? 1 : 0;
