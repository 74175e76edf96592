/** Pure: which known vulnerabilities of our packages stop a release. */

export type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';

/** One known vulnerability of a version that we have. */
export interface Finding {
  id: string;
  package: string;
  severity: Severity;
  title: string;
}

/** A vulnerability that does not reach us: why, and until when somebody looks again (`YYYY-MM-DD`, included). */
export interface Accepted {
  id: string;
  package: string;
  reason: string;
  until: string;
}

/** Advisories as they are committed; a range is from its first version up to, without, its second. */
export interface Snapshot {
  date: string;
  coverage: string;
  advisories: (Finding & { ranges: [from: string, below: string][] })[];
}

export interface Verdict {
  /** High and critical ones that nobody has accepted. */
  stopping: Finding[];
  /** Accepted lines whose time is over. */
  expired: Accepted[];
  /** Accepted lines that are about nothing any more. */
  idle: Accepted[];
}

/** What stands in the way on the day `today`. */
export function judge(findings: readonly Finding[], accepted: readonly Accepted[], today: string): Verdict {
  const isAbout = (line: Accepted, finding: Finding) => line.id === finding.id && line.package === finding.package;
  const serious = findings.filter(({ severity }) => severity === 'high' || severity === 'critical');
  return {
    stopping: serious.filter((finding) => !accepted.some((line) => isAbout(line, finding) && line.until >= today)),
    expired: accepted.filter(({ until }) => until < today),
    idle: accepted.filter((line) => !findings.some((finding) => isAbout(line, finding))),
  };
}

/** The advisories of a snapshot that are about installed versions; `installed` is every package with its versions. */
export function findingsOf({ advisories }: Snapshot, installed: ReadonlyMap<string, readonly string[]>): Finding[] {
  return advisories
    .filter(({ package: name, ranges }) =>
      (installed.get(name) ?? []).some((version) => ranges.some(([from, below]) => isWithin(version, from, below))),
    )
    .map(({ ranges: _, ...finding }) => finding);
}

/** The packages of a lock file with their versions. */
export function installedBy(lock: { packages: Record<string, { version?: string }> }): Map<string, string[]> {
  const installed = new Map<string, string[]>();
  for (const [path, { version }] of Object.entries(lock.packages)) {
    const name = path.split('node_modules/').at(-1)!;
    if (path.includes('node_modules/') && version) installed.set(name, [...(installed.get(name) ?? []), version]);
  }
  return installed;
}

/** What `npm audit --json` has found; undefined where the registry gave no report. */
export function findingsOfAudit(report: unknown): Finding[] | undefined {
  const { vulnerabilities } = (report ?? {}) as { vulnerabilities?: Record<string, { via: unknown[] }> };
  if (!vulnerabilities) return undefined;
  return Object.entries(vulnerabilities).flatMap(([name, { via }]) =>
    via
      .filter((each): each is { url?: string; severity: Severity; title: string } => typeof each === 'object')
      .map(({ url, severity, title }) => ({ id: url?.split('/').at(-1) ?? title, package: name, severity, title })),
  );
}

function isWithin(version: string, from: string, below: string): boolean {
  return compare(version, from) >= 0 && compare(version, below) < 0;
}

/** By the three numbers; a version before its release counts as the release before it. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('-')[0]!.split('.').map(Number)) as [number[], number[]];
  const at = left.findIndex((part, i) => part !== right[i]);
  if (at >= 0) return left[at]! - right[at]!;
  return Number(b.includes('-')) - Number(a.includes('-'));
}
