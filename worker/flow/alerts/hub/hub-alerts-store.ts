/** SQL of the hub that decides about alerts: the state of each rule, every alert, the frames that were sent, usage by day. */
import type { MarkNotice } from '../../rules/index.ts';
import type { Frame } from './frame.ts';
import type { AlertRecord, Case, RuleState } from './rule-state.ts';
import { freshCase, nextDue } from './rule-state.ts';
import { insertSetAside, objectIn, type SetAside } from './set-aside-store.ts';

/** The step that makes the tables; belongs into the hub's list of steps. */
export const ALERTS_STEP = `
  CREATE TABLE alerts_state (
    id INTEGER PRIMARY KEY CHECK (id = 1), tenant_id TEXT NOT NULL, rev INTEGER NOT NULL, projected_rev INTEGER NOT NULL);
  CREATE TABLE standings (
    rule_id TEXT NOT NULL, currency TEXT NOT NULL, project_id TEXT NOT NULL, due_at INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (rule_id, currency)) WITHOUT ROWID;
  CREATE TABLE alerts (
    id TEXT PRIMARY KEY, rule_id TEXT NOT NULL, currency TEXT NOT NULL, is_open INTEGER NOT NULL, body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX alerts_open ON alerts (rule_id, currency) WHERE is_open = 1;
  CREATE TABLE frames (
    seq INTEGER PRIMARY KEY, project_id TEXT NOT NULL, alert_id TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL);
  CREATE TABLE moves (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE usage_days (
    date TEXT NOT NULL, project_id TEXT NOT NULL, quantity INTEGER NOT NULL, rev INTEGER NOT NULL,
    PRIMARY KEY (date, project_id)) WITHOUT ROWID;
  CREATE TABLE closed_rules (rule_id TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE archived_projects (project_id TEXT PRIMARY KEY) WITHOUT ROWID`;

/** Marks that a ledger has not confirmed yet; only the newest one of a rule and currency matters. */
export const NOTICES_STEP = `
  CREATE TABLE mark_notices (
    rule_id TEXT NOT NULL, currency TEXT NOT NULL, project_id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (rule_id, currency)) WITHOUT ROWID`;

/** The step that names tables as the code does. */
export const ALERT_NAMES_STEP = `
  ALTER TABLE standings RENAME TO rule_states;
  ALTER TABLE moves RENAME TO actions;
  UPDATE set_aside SET source = CASE source WHEN 'standings' THEN 'rule_states' WHEN 'moves' THEN 'actions' ELSE source END`;

/** Whose hub it is, the revision of its last change, and the revision up to which D1 has them. */
export interface AlertsState {
  tenant_id: string;
  rev: number;
  projected_rev: number;
}

/** What a person or key did, for the audit log; `seq` is the revision that it made. */
export interface AuditedAction {
  seq: number;
  alert_id: string;
  action: string;
  actor: { type: 'key' | 'person' | 'operator' | 'system'; id: string; label: string };
  request_id: string;
  now: number;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** Alerts raised on a UTC day by one project. */
export interface UsageDay {
  date: string;
  project_id: string;
  quantity: number;
  rev: number;
}

export function loadAlertsState(sql: SqlStorage): AlertsState | undefined {
  return sql.exec<Row<AlertsState>>('SELECT tenant_id, rev, projected_rev FROM alerts_state').toArray()[0];
}

export function saveAlertsState(sql: SqlStorage, { tenant_id, rev, projected_rev }: AlertsState): void {
  sql.exec(
    'INSERT OR REPLACE INTO alerts_state (id, tenant_id, rev, projected_rev) VALUES (1, ?, ?, ?)',
    tenant_id,
    rev,
    projected_rev,
  );
}

/** A rule and currency of a project: what is judged, and has at most one open alert. */
export interface CaseKey {
  rule_id: string;
  /** '' where the rule is not of one currency. */
  currency: string;
  project_id: string;
}

/** What is known of a rule and currency; a fresh case of the project where nothing is. What cannot be read is set aside first. */
export function loadCase(sql: SqlStorage, key: CaseKey): Case {
  const stored = caseRow(sql, key);
  if (!stored) return freshCase(key.project_id);
  const rule_state = objectIn<RuleState>(stored.body, 'revision', 'window', 'marks');
  const alert = stored.alert === null ? null : alertIn(stored.alert);
  if (rule_state && alert !== undefined) return { rule_state, alert };
  setCaseAside(sql, key);
  return loadCase(sql, key);
}

/** The row of a rule's state, and that of its open alert. */
function caseRow(sql: SqlStorage, { rule_id, currency }: CaseKey) {
  type StateRow = { body: string; alert_id: string | null; alert: string | null };
  return sql
    .exec<StateRow>(
      `SELECT s.body, a.id AS alert_id, a.body AS alert FROM rule_states s
       LEFT JOIN alerts a ON a.rule_id = s.rule_id AND a.currency = s.currency AND a.is_open = 1
       WHERE s.rule_id = ? AND s.currency = ?`,
      rule_id,
      currency,
    )
    .toArray()[0];
}

/**
 * Sets aside what is stored of a rule and currency, so that it can be judged on. An open alert that can be read stays open, as one
 * whose condition holds until a judgement or a person ends it.
 */
export function setCaseAside(sql: SqlStorage, key: CaseKey): void {
  const stored = caseRow(sql, key);
  if (!stored) return;
  const { rule_id, currency, project_id } = key;
  const own = { project_id, at: Date.now() };
  insertSetAside(sql, { ...own, source: 'rule_states', row_id: `${rule_id} ${currency}`.trim(), body: stored.body });
  sql.exec('DELETE FROM rule_states WHERE rule_id = ? AND currency = ?', rule_id, currency);
  const alert = stored.alert === null ? undefined : alertIn(stored.alert);
  if (stored.alert !== null && !alert) setAlertAside(sql, { ...own, row_id: stored.alert_id!, body: stored.alert });
  if (!alert) return;
  const { rule_state } = freshCase(project_id);
  saveRuleState(sql, key, {
    rule_state: { ...rule_state, revision: alert.rule_revision, holds: true },
    alert,
  });
}

function setAlertAside(sql: SqlStorage, row: Omit<SetAside, 'source'>): void {
  insertSetAside(sql, { ...row, source: 'alerts' });
  sql.exec('DELETE FROM alerts WHERE id = ?', row.row_id);
}

function alertIn(body: string): AlertRecord | undefined {
  return objectIn<AlertRecord>(body, 'id', 'status', 'created_at', 'rule_revision');
}

/** The alerts of rows; those that cannot be read are left out until their case is loaded. */
function alertsIn(rows: Iterable<{ body: string }>): AlertRecord[] {
  return [...rows].flatMap(({ body }) => alertIn(body) ?? []);
}

export function saveRuleState(
  sql: SqlStorage,
  { rule_id, currency }: Pick<CaseKey, 'rule_id' | 'currency'>,
  known: Case,
): void {
  sql.exec(
    'INSERT OR REPLACE INTO rule_states (rule_id, currency, project_id, due_at, body) VALUES (?, ?, ?, ?, ?)',
    rule_id,
    currency,
    known.rule_state.project_id,
    nextDue(known),
    JSON.stringify(known.rule_state),
  );
}

/** Rules and currencies that are due at `now`. */
export function listDue(sql: SqlStorage, now: number): CaseKey[] {
  return sql
    .exec<Row<CaseKey>>('SELECT rule_id, currency, project_id FROM rule_states WHERE due_at <= ? ORDER BY due_at', now)
    .toArray();
}

export function listOfRule(sql: SqlStorage, rule_id: string): CaseKey[] {
  return sql
    .exec<Row<CaseKey>>('SELECT rule_id, currency, project_id FROM rule_states WHERE rule_id = ?', rule_id)
    .toArray();
}

export function listOfProject(sql: SqlStorage, project_id: string): CaseKey[] {
  return sql
    .exec<Row<CaseKey>>('SELECT rule_id, currency, project_id FROM rule_states WHERE project_id = ?', project_id)
    .toArray();
}

/** When anything is due next. */
export function firstDue(sql: SqlStorage): number | null {
  return sql.exec<{ due: number | null }>('SELECT min(due_at) AS due FROM rule_states').one().due;
}

export function loadAlert(sql: SqlStorage, id: string): AlertRecord | undefined {
  const row = sql.exec<{ body: string }>('SELECT body FROM alerts WHERE id = ?', id).toArray()[0];
  return row && alertIn(row.body);
}

export function saveAlert(sql: SqlStorage, alert: AlertRecord): void {
  const is_open = alert.status === 'resolved' ? 0 : 1;
  const body = JSON.stringify(alert);
  // Leaves the index of open alerts alone, where writing it would cost a row.
  const known = sql.exec('UPDATE alerts SET body = ? WHERE id = ? AND is_open = ?', body, alert.id, is_open);
  if (known.rowsWritten > 0) return;
  sql.exec(
    `INSERT INTO alerts (id, rule_id, currency, is_open, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, body = excluded.body`,
    alert.id,
    alert.rule_id,
    alert.currency,
    is_open,
    body,
  );
}

/** Open alerts of a project, of all projects when it is null; oldest first, the newest `limit` of them. */
export function listOpen(sql: SqlStorage, project_id: string | null, limit: number): AlertRecord[] {
  return alertsIn(sql.exec<{ body: string }>('SELECT body FROM alerts WHERE is_open = 1 ORDER BY id DESC'))
    .filter((alert) => project_id === null || alert.project_id === project_id)
    .slice(0, limit)
    .reverse();
}

export function saveFrame(sql: SqlStorage, frame: Frame): void {
  const { seq, project_id, alert_id, type, data } = frame;
  sql.exec(
    'INSERT INTO frames (seq, project_id, alert_id, type, data) VALUES (?, ?, ?, ?, ?)',
    seq,
    project_id,
    alert_id,
    type,
    data,
  );
}

/** Frames after a sequence, in order, of a project or of all. */
export function listFrames(sql: SqlStorage, after: number, project_id: string | null): Frame[] {
  return sql
    .exec<Row<Frame>>('SELECT seq, project_id, alert_id, type, data FROM frames WHERE seq > ? ORDER BY seq', after)
    .toArray()
    .filter((frame) => project_id === null || frame.project_id === project_id);
}

/** The sequence of the oldest frame that is kept. */
export function firstFrame(sql: SqlStorage): number | null {
  return sql.exec<{ seq: number | null }>('SELECT min(seq) AS seq FROM frames').one().seq;
}

export function dropFrames(sql: SqlStorage, upto: number): void {
  sql.exec('DELETE FROM frames WHERE seq <= ?', upto);
}

/** Alerts that changed after a revision, those that have ended first: a list of D1 holds one open alert a rule at most. */
export function listChanged(sql: SqlStorage, after: number): AlertRecord[] {
  const changed = `SELECT body FROM alerts WHERE id IN (SELECT alert_id FROM frames WHERE seq > ?) ORDER BY is_open, id`;
  return alertsIn(sql.exec<{ body: string }>(changed, after));
}

export function saveAction(sql: SqlStorage, action: AuditedAction): void {
  sql.exec('INSERT INTO actions (seq, body) VALUES (?, ?)', action.seq, JSON.stringify(action));
}

/** What people did that the audit log has not got yet; rows that cannot be read are set aside. */
export function listActions(sql: SqlStorage): AuditedAction[] {
  const rows = sql.exec<{ seq: number; body: string }>('SELECT seq, body FROM actions ORDER BY seq').toArray();
  return rows.flatMap(({ seq, body }) => {
    const action = objectIn<AuditedAction>(body, 'alert_id', 'action', 'actor', 'request_id', 'now');
    if (action) return [action];
    insertSetAside(sql, { project_id: '', source: 'actions', row_id: String(seq), body, at: Date.now() });
    sql.exec('DELETE FROM actions WHERE seq = ?', seq);
    return [];
  });
}

export function dropActions(sql: SqlStorage, upto: number): void {
  sql.exec('DELETE FROM actions WHERE seq <= ?', upto);
}

export function saveNotice(sql: SqlStorage, { rule_id, currency, project_id }: CaseKey, notice: MarkNotice): void {
  sql.exec(
    'INSERT OR REPLACE INTO mark_notices (rule_id, currency, project_id, body) VALUES (?, ?, ?, ?)',
    rule_id,
    currency,
    project_id,
    JSON.stringify(notice),
  );
}

export function listNotices(sql: SqlStorage): { project_id: string; body: string }[] {
  return sql.exec<{ project_id: string; body: string }>('SELECT project_id, body FROM mark_notices').toArray();
}

/** Removes a notice that was confirmed, unless a newer one has taken its place. */
export function dropNotice(sql: SqlStorage, body: string): void {
  sql.exec('DELETE FROM mark_notices WHERE body = ?', body);
}

/** One alert more on a UTC day. */
export function countAlert(sql: SqlStorage, date: string, project_id: string, rev: number): void {
  sql.exec(
    `INSERT INTO usage_days (date, project_id, quantity, rev) VALUES (?, ?, 1, ?)
     ON CONFLICT (date, project_id) DO UPDATE SET quantity = quantity + 1, rev = excluded.rev`,
    date,
    project_id,
    rev,
  );
}

export function listUsage(sql: SqlStorage, after: number): UsageDay[] {
  return sql
    .exec<Row<UsageDay>>('SELECT date, project_id, quantity, rev FROM usage_days WHERE rev > ? ORDER BY rev', after)
    .toArray();
}

/** Alerts raised by a project on UTC days, both included. */
export function usageOf(sql: SqlStorage, project_id: string, from: string, to: string): UsageDay[] {
  return sql
    .exec<Row<UsageDay>>(
      'SELECT date, project_id, quantity, rev FROM usage_days WHERE project_id = ? AND date >= ? AND date <= ?',
      project_id,
      from,
      to,
    )
    .toArray();
}

/** The revision up to which judgements of a rule are void, because it was deleted or switched off. */
export function closedRevision(sql: SqlStorage, rule_id: string): number {
  const row = sql
    .exec<{ revision: number }>('SELECT revision FROM closed_rules WHERE rule_id = ?', rule_id)
    .toArray()[0];
  return row?.revision ?? 0;
}

export function closeRevision(sql: SqlStorage, rule_id: string, revision: number): void {
  sql.exec(
    `INSERT INTO closed_rules (rule_id, revision) VALUES (?, ?)
     ON CONFLICT (rule_id) DO UPDATE SET revision = max(revision, excluded.revision)`,
    rule_id,
    revision,
  );
}

export function isArchived(sql: SqlStorage, project_id: string): boolean {
  return sql.exec('SELECT 1 FROM archived_projects WHERE project_id = ?', project_id).toArray().length > 0;
}

export function saveArchived(sql: SqlStorage, project_id: string, archived: boolean): void {
  if (archived) sql.exec('INSERT OR IGNORE INTO archived_projects (project_id) VALUES (?)', project_id);
  else sql.exec('DELETE FROM archived_projects WHERE project_id = ?', project_id);
}

/** A row as the driver types it: an interface is not indexable. */
type Row<T> = { [K in keyof T]: T[K] } & Record<string, SqlStorageValue>;
