/** SQL of a ledger's live rules: the set, what is remembered of each, who waits for a follow-up, firings on their way to the Hub. */
import type { Judgement } from '../judgement.ts';
import { erasedLabel } from '../labels.ts';
import type { Waiting } from './follow-ups.ts';
import type { LiveRule, RuleSet } from './live-rule.ts';
import { insertAside } from './set-aside-store.ts';
import type { ThresholdState } from './thresholds.ts';

/** The step that the ledger's schema needs for live rules. Instants in ms. */
export const LIVE_RULES_STEP = `
  CREATE TABLE rule_set (
    id INTEGER PRIMARY KEY CHECK (id = 1), tenant_id TEXT NOT NULL, project_id TEXT NOT NULL, rev INTEGER NOT NULL,
    timezone TEXT NOT NULL);
  CREATE TABLE live_rules (id TEXT PRIMARY KEY, rule TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE rule_state (
    rule_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, period INTEGER NOT NULL, turn INTEGER NOT NULL,
    crossed_at INTEGER, fired INTEGER NOT NULL, above REAL) WITHOUT ROWID;
  CREATE TABLE rule_turns (rule_id TEXT PRIMARY KEY, window INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE waiting (
    due_ms INTEGER NOT NULL, rule_id TEXT NOT NULL, seq INTEGER NOT NULL, received_ms INTEGER NOT NULL,
    occurred_ms INTEGER NOT NULL, keys TEXT NOT NULL, PRIMARY KEY (due_ms, rule_id, seq)) WITHOUT ROWID;
  CREATE TABLE waiting_keys (
    key TEXT NOT NULL, rule_id TEXT NOT NULL, due_ms INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (key, rule_id, due_ms, seq)) WITHOUT ROWID;
  CREATE TABLE firings (n INTEGER PRIMARY KEY, judgement TEXT NOT NULL)`;

export function loadRuleSet(sql: SqlStorage): { set: RuleSet; broken: string[] } | undefined {
  const set = sql
    .exec<{ tenant_id: string; project_id: string; rev: number; timezone: string }>('SELECT * FROM rule_set')
    .toArray()[0];
  if (!set) return undefined;
  const { tenant_id, project_id, rev, timezone } = set;
  const rules: LiveRule[] = [];
  const broken: string[] = [];
  const rows = sql.exec<{ id: string; rule: string }>('SELECT id, rule FROM live_rules ORDER BY id').toArray();
  for (const { id, rule } of rows) {
    try {
      rules.push(JSON.parse(rule) as LiveRule);
    } catch {
      broken.push(id);
    }
  }
  return { set: { tenant_id, project_id, rev, timezone, rules }, broken };
}

/** Replaces the whole set; what was remembered of rules that are gone goes with them. */
export function saveRuleSet(sql: SqlStorage, { tenant_id, project_id, rev, timezone, rules }: RuleSet): void {
  sql.exec(
    'INSERT OR REPLACE INTO rule_set (id, tenant_id, project_id, rev, timezone) VALUES (1, ?, ?, ?, ?)',
    tenant_id,
    project_id,
    rev,
    timezone,
  );
  const texts = JSON.stringify(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const gone = 'NOT IN (SELECT value ->> 0 FROM json_each(?))';
  sql.exec(`DELETE FROM live_rules WHERE id ${gone}`, texts);
  sql.exec(
    `INSERT INTO live_rules (id, rule) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
     ON CONFLICT DO UPDATE SET rule = excluded.rule WHERE rule <> excluded.rule`,
    texts,
  );
  sql.exec(`DELETE FROM rule_state WHERE rule_id ${gone}`, texts);
  sql.exec(`DELETE FROM rule_windows WHERE rule_id ${gone}`, texts);
  sql.exec(`DELETE FROM waiting WHERE rule_id ${gone}`, texts);
  sql.exec(`DELETE FROM waiting_keys WHERE rule_id ${gone}`, texts);
}

export function loadStates(sql: SqlStorage): Map<string, ThresholdState> {
  type Row = { rule_id: string; crossed_at: number | null; above: number | null } & Record<
    'revision' | 'period' | 'ordinal' | 'fired',
    number
  >;
  const rows = sql.exec<Row>('SELECT * FROM rule_state').toArray();
  return new Map(rows.map((row) => [row.rule_id, { ...row, fired: row.fired === 1 }]));
}

export function saveStates(sql: SqlStorage, states: readonly ThresholdState[]): void {
  if (states.length === 0) return;
  const rows = states.map((state) => {
    const { rule_id, revision, period, ordinal, crossed_at, fired, above } = state;
    return [rule_id, revision, period, ordinal, crossed_at, fired ? 1 : 0, above];
  });
  sql.exec(
    `INSERT OR REPLACE INTO rule_state (rule_id, revision, period, ordinal, crossed_at, fired, above)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?)`,
    JSON.stringify(rows),
  );
}

/** The window of a rule's next verdict: `now`, or one more than the last where the clock went back. */
export function nextWindow(sql: SqlStorage, rule_id: string, now: number): number {
  return sql
    .exec<{ window: number }>(
      `INSERT INTO rule_windows (rule_id, window) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET window = max(window + 1, excluded.window) RETURNING window`,
      rule_id,
      now,
    )
    .one().window;
}

export function insertWaiting(sql: SqlStorage, rows: readonly Waiting[]): void {
  if (rows.length === 0) return;
  sql.exec(
    `INSERT OR IGNORE INTO waiting (due_ms, rule_id, seq, received_ms, occurred_ms, keys)
     SELECT value ->> 'due_ms', value ->> 'rule_id', value ->> 'seq', value ->> 'received_ms', value ->> 'occurred_ms',
       value ->> 'keys' FROM json_each(?)`,
    JSON.stringify(rows),
  );
  const keys = rows.flatMap(({ keys, rule_id, due_ms, seq }) => keys.map((key) => [key, rule_id, due_ms, seq]));
  sql.exec(
    `INSERT OR IGNORE INTO waiting_keys (key, rule_id, due_ms, seq)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    JSON.stringify(keys),
  );
}

type WaitingRow = { rule_id: string; keys: string } & Record<'due_ms' | 'seq' | 'received_ms' | 'occurred_ms', number>;

/** Rows as they wait. Keys that cannot be read are found again in their own table; a row without any is set aside. */
function waitingOf(sql: SqlStorage, rows: readonly WaitingRow[]): Waiting[] {
  const broken: WaitingRow[] = [];
  const waiting = rows.flatMap((row): Waiting[] => {
    const known = parsed(row.keys);
    const keys = Array.isArray(known) ? (known as string[]) : keysOf(sql, row);
    if (keys.length > 0) return [{ ...row, keys }];
    broken.push(row);
    return [];
  });
  const at = Date.now();
  insertAside(
    sql,
    broken.map((row) => ({ source: 'waiting', row_id: `${row.rule_id} ${row.seq}`, body: JSON.stringify(row), at })),
  );
  deleteWaiting(
    sql,
    broken.map((row) => ({ ...row, keys: [] })),
  );
  return waiting;
}

function keysOf(sql: SqlStorage, { rule_id, due_ms, seq }: WaitingRow): string[] {
  return sql
    .exec<{ key: string }>(
      'SELECT key FROM waiting_keys WHERE rule_id = ? AND due_ms = ? AND seq = ? ORDER BY key',
      rule_id,
      due_ms,
      seq,
    )
    .toArray()
    .map(({ key }) => key);
}

/** The events that wait under any of these keys: pairs of rule and key. */
export function findWaiting(sql: SqlStorage, wanted: readonly (readonly [rule_id: string, key: string])[]): Waiting[] {
  const rows = sql
    .exec<WaitingRow>(
      `SELECT DISTINCT w.* FROM json_each(?) a CROSS JOIN waiting_keys k CROSS JOIN waiting w
       WHERE k.key = a.value ->> 1 AND k.rule_id = a.value ->> 0
         AND w.due_ms = k.due_ms AND w.rule_id = k.rule_id AND w.seq = k.seq`,
      JSON.stringify(wanted),
    )
    .toArray();
  return waitingOf(sql, rows);
}

/** The events whose time is up, the first due first. */
export function listDue(sql: SqlStorage, now: number, limit: number): Waiting[] {
  return waitingOf(
    sql,
    sql.exec<WaitingRow>('SELECT * FROM waiting WHERE due_ms <= ? ORDER BY due_ms LIMIT ?', now, limit).toArray(),
  );
}

/** Everything that waits for a rule: for when the rule has changed. */
export function listWaiting(sql: SqlStorage, rule_id: string): Waiting[] {
  return waitingOf(sql, sql.exec<WaitingRow>('SELECT * FROM waiting WHERE rule_id = ?', rule_id).toArray());
}

export function nextDue(sql: SqlStorage): number | null {
  return sql.exec<{ due: number | null }>('SELECT min(due_ms) AS due FROM waiting').one().due;
}

/** Forgets events that wait no longer, with all of their keys. */
export function deleteWaiting(sql: SqlStorage, rows: readonly Waiting[]): void {
  if (rows.length === 0) return;
  sql.exec(
    `DELETE FROM waiting WHERE (due_ms, rule_id, seq) IN (
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
    JSON.stringify(rows.map(({ due_ms, rule_id, seq }) => [due_ms, rule_id, seq])),
  );
  sql.exec(
    `DELETE FROM waiting_keys WHERE (key, rule_id, due_ms, seq) IN (
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?))`,
    JSON.stringify(rows.flatMap(({ keys, rule_id, due_ms, seq }) => keys.map((key) => [key, rule_id, due_ms, seq]))),
  );
}

/** Keeps firings for the Hub, in their order. */
export function insertFirings(sql: SqlStorage, judgements: readonly Judgement[]): void {
  sql.exec('INSERT INTO firings (judgement) SELECT value FROM json_each(?)', JSON.stringify(judgements));
}

/** The step that names columns and tables as the code does. */
export const RULE_NAMES_STEP = `
  ALTER TABLE rule_state RENAME COLUMN turn TO ordinal;
  ALTER TABLE rule_turns RENAME TO rule_windows`;

/** Firings that the Hub has not taken yet, oldest first; those that cannot be read are set aside, so that the ones behind them get there. */
export function listFirings(sql: SqlStorage, limit: number): { n: number; judgement: Judgement }[] {
  for (;;) {
    const rows = sql
      .exec<{ n: number; judgement: string }>('SELECT n, judgement FROM firings ORDER BY n LIMIT ?', limit)
      .toArray()
      .map(({ n, judgement }) => ({ n, body: judgement, judgement: judgementIn(judgement) }));
    const broken = rows.filter(({ judgement }) => judgement === undefined);
    if (broken.length === 0) return rows as ((typeof rows)[number] & { judgement: Judgement })[];
    const at = Date.now();
    insertAside(
      sql,
      broken.map(({ n, body }) => ({ source: 'firings', row_id: String(n), body, at })),
    );
    sql.exec(
      'DELETE FROM firings WHERE n IN (SELECT value FROM json_each(?))',
      JSON.stringify(broken.map(({ n }) => n)),
    );
  }
}

/** A stored firing, if it has what the Hub decides by. */
function judgementIn(body: string): Judgement | undefined {
  const judgement = parsed(body) as Judgement | undefined;
  const { rule_id, project_id, window, revision, payload } = judgement ?? {};
  const isWhole = typeof rule_id === 'string' && typeof project_id === 'string' && typeof payload === 'object';
  return isWhole && Number.isFinite(window) && Number.isFinite(revision) ? judgement : undefined;
}

/** What a JSON text holds; undefined for a text that is none, or null. */
function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Replaces labels of one person in firings, and in what was set aside of them. */
export function eraseFromFirings(sql: SqlStorage, labels: readonly string[]): void {
  const waits = sql.exec('SELECT 1 FROM firings UNION ALL SELECT 1 FROM set_aside LIMIT 1').toArray().length > 0;
  for (const { stored, erased } of waits ? labels.map(erasedLabel) : []) {
    sql.exec(
      'UPDATE firings SET judgement = replace(judgement, ?1, ?2) WHERE instr(judgement, ?1) > 0',
      stored,
      erased,
    );
    sql.exec('UPDATE set_aside SET body = replace(body, ?1, ?2) WHERE instr(body, ?1) > 0', stored, erased);
  }
}

export function deleteFirings(sql: SqlStorage, upto: number): void {
  sql.exec('DELETE FROM firings WHERE n <= ?', upto);
}
