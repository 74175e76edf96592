import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  type Accepted,
  type Finding,
  findingsOf,
  findingsOfAudit,
  installedBy,
  judge,
  type Snapshot,
} from './judge.ts';

const snapshot: Snapshot = {
  date: '2026-11-21',
  coverage: '',
  advisories: [
    {
      id: 'A',
      package: 'one',
      severity: 'high',
      title: '',
      ranges: [
        ['1.6.0', '1.6.11'],
        ['2.0.0', '2.0.2'],
      ],
    },
    { id: 'B', package: '@scope/two', severity: 'low', title: '', ranges: [['0.0.0', '3.0.0']] },
  ],
};
const lock = (versions: Record<string, string>) => ({
  packages: {
    '': {},
    ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])),
  },
});
const ids = (versions: Record<string, string>) => findingsOf(snapshot, installedBy(lock(versions))).map(({ id }) => id);
const high: Finding = { id: 'A', package: 'one', severity: 'high', title: '' };
const line = (over: Partial<Accepted> = {}): Accepted => ({
  id: 'A',
  package: 'one',
  reason: 'r',
  until: '2026-12-31',
  ...over,
});

it('a version is meant from the first of a range up to, without, the second; nested copies too', () => {
  expect(ids({ one: '1.6.0' })).toEqual(['A']);
  expect(ids({ one: '1.6.10' })).toEqual(['A']);
  expect(ids({ one: '1.6.11' })).toEqual([]);
  expect(ids({ one: '1.10.0' })).toEqual([]);
  expect(ids({ one: '2.0.2-beta.1' })).toEqual(['A']);
  expect(ids({ one: '3.0.0', 'other/node_modules/one': '2.0.1', '@scope/two': '2.9.9' })).toEqual(['A', 'B']);
});

it('stops on high and critical without an accepted line that still holds', () => {
  const stopping = (accepted: Accepted[], today: string) => judge([high], accepted, today).stopping.length;
  expect(stopping([], '2026-11-21')).toBe(1);
  expect(stopping([line()], '2026-12-31')).toBe(0);
  expect(stopping([line()], '2027-01-01')).toBe(1);
  expect(stopping([line({ package: 'another' })], '2026-11-21')).toBe(1);
  expect(judge([{ ...high, severity: 'moderate' }], [], '2026-11-21').stopping).toEqual([]);
  expect(judge([], [line()], '2027-01-01')).toMatchObject({ expired: [line()], idle: [line()] });
});

it('reads the report of npm, and knows none when it sees it', () => {
  const via = ['one', { url: 'https://github.com/advisories/GHSA-1', severity: 'critical', title: 't' }];
  expect(findingsOfAudit({ vulnerabilities: { one: { via } } })).toEqual([
    { id: 'GHSA-1', package: 'one', severity: 'critical', title: 't' },
  ]);
  expect(findingsOfAudit({ vulnerabilities: {} })).toEqual([]);
  expect(findingsOfAudit({ message: '405', error: {} })).toBeUndefined();
  expect(findingsOfAudit(null)).toBeUndefined();
});

it('the committed snapshot and the accepted lines can be read', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
  const { date, advisories } = read('snapshot.json') as Snapshot;
  expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  for (const { ranges } of advisories)
    for (const [from, below] of ranges) expect(from < below || from.length < below.length).toBe(true);
  for (const { reason, until } of read('accepted.json') as Accepted[]) {
    expect(reason.length).toBeGreaterThan(20);
    expect(until).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
