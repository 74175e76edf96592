/** The Ledger: one object a project, the owner of its events. A shell: each call is declared by the room that makes it (`objects.ts`). */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../worker/base/env.ts';
import { createLog, describeError, type Log } from '../worker/base/log.ts';
import type { AlertsLedger } from '../worker/flow/alerts/index.ts';
import { Customers } from '../worker/flow/customers/index.ts';
import type { AppendTerms, EventsLedger } from '../worker/flow/events/index.ts';
import {
  type Append,
  Appends,
  dropExpired,
  type EventFilter,
  eraseStep,
  Flusher,
  LedgerMemory,
  listByOccurrence,
  listSegments,
  listUnanswered,
  type OccurrenceFilter,
  type Person,
  personLabels,
  readChain,
  readRaw,
  slotsFrom,
  type UnansweredFilter,
} from '../worker/flow/events/ledger/index.ts';
import { LedgerPoints, type MetricsLedger } from '../worker/flow/metrics/index.ts';
import type { NewsLedger } from '../worker/flow/notifications/index.ts';
import type { MarkNotice, RulesLedger } from '../worker/flow/rules/index.ts';
import { LiveRules, type Measured, type RuleSet, type Span } from '../worker/flow/rules/live/index.ts';
import type { PrivacyLedger } from '../worker/surfaces/privacy/index.ts';
import { LedgerLease, type UsageLedger } from '../worker/tenants/usage/index.ts';
import { Alarms } from './alarms.ts';
import { LEDGER_SCHEMA } from './ledger-steps.ts';
import { applySteps, emptyStorage } from './steps.ts';

type AlarmName = 'flush' | 'retention' | 'firings' | 'rules';
type Rooms = EventsLedger & MetricsLedger & RulesLedger & AlertsLedger & NewsLedger & UsageLedger & PrivacyLedger;

export class Ledger extends DurableObject<Env> implements Rooms {
  readonly #sql: SqlStorage;
  readonly #alarms: Alarms<AlarmName>;
  readonly #memory: LedgerMemory;
  readonly #flusher: Flusher;
  readonly #rules: LiveRules;
  readonly #lease: LedgerLease;
  readonly #appends: Appends;
  readonly #customers: Customers;
  readonly #points: LedgerPoints;
  readonly #log: Log = (...line) => createLog(this.env.LOG_LEVEL, { ledger: this.#memory.state?.project_id })(...line);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    applySteps(ctx.storage, LEDGER_SCHEMA);
    this.#sql = ctx.storage.sql;
    this.#alarms = new Alarms(ctx.storage);
    this.#memory = new LedgerMemory(ctx.storage.sql);
    const wakeAt = (name: AlarmName, due_at: number) => this.#alarms.atLatest(name, due_at);
    const own = { env, wakeAt, log: this.#log, memory: this.#memory };
    this.#flusher = new Flusher({ ...own, sql: ctx.storage.sql });
    this.#rules = new LiveRules({ ...own, storage: ctx.storage, end: () => this.#memory.end });
    this.#lease = new LedgerLease(own);
    this.#appends = new Appends({ ...own, ctx, lease: this.#lease, flusher: this.#flusher, observer: this.#rules });
    this.#customers = new Customers({ ...own, storage: ctx.storage, key: () => this.#appends.keys.customer });
    this.#points = new LedgerPoints({ ...own, storage: ctx.storage, flusher: this.#flusher, derived: this.#customers });
  }

  append(append: Append, terms: AppendTerms) {
    return this.#appends.take(append, terms);
  }

  rateLeft(sources: string, rate: AppendTerms['rate']) {
    return this.#appends.rateLeft(sources, rate);
  }

  list(filter: EventFilter) {
    return listSegments(this.#sql, this.#memory.end, filter);
  }

  listByOccurrence(filter: OccurrenceFilter) {
    return listByOccurrence(this.#sql, this.#memory.end, filter);
  }

  unanswered(filter: UnansweredFilter) {
    return listUnanswered(this.#sql, this.#memory.end, filter);
  }

  chain(after: number, limit: number) {
    return { ...readChain(this.#sql, after, limit), ...this.#memory.progress.end };
  }

  retain(retention_days: number): void {
    if (this.#memory.retain(retention_days)) this.#alarms.atLatest('retention', Date.now());
  }

  unflushed() {
    return this.#flusher.unflushed();
  }

  readUnflushed(zones: readonly string[]) {
    return this.#points.readUnflushed(zones);
  }

  sums(ranges: readonly (readonly [number, number])[], zone: string) {
    return this.#points.sums(ranges, zone);
  }

  slotsFrom(slot: number, limit: number) {
    return slotsFrom(this.#sql, slot, limit);
  }

  confirm(slots: number[], upto: number): void {
    this.#points.confirm(slots, upto);
  }

  flushAgain(slots: number[]): void {
    this.#flusher.flushAgain(slots, Date.now());
  }

  recount(from: number, to: number) {
    const { slots, ...result } = this.#points.recount(from, to);
    if (slots.length > 0) this.#rules.recount(Date.now());
    return result;
  }

  recountDays(from: string, to: string) {
    return this.#points.recountDays(from, to);
  }

  listen(on: boolean): void {
    this.#flusher.listen(on);
  }

  recallLease() {
    return this.#memory.state && this.#lease.recall();
  }

  putRules(set: RuleSet) {
    return this.#rules.putRules(set, Date.now());
  }

  ruleMarked(notice: MarkNotice): void {
    this.#rules.marked(notice, Date.now());
  }

  async judgeNow(rule_id: string) {
    return (await this.#rules.judgeNow(rule_id, Date.now())) ?? null;
  }

  setAside(upto: number) {
    return this.#rules.setAside(upto);
  }

  putBack(...row: Parameters<RulesLedger['putBack']>): void {
    this.#rules.putBack(...row);
  }

  breakdown(measured: Measured, these: Span, those: Span) {
    return this.#rules.breakdown(measured, these, those);
  }

  personLabels(id: string, person: Person) {
    return this.#rules.eraseLabels(personLabels(this.#sql, id, person, this.#appends.held));
  }

  erase(id: string, person: Person) {
    this.#memory.hasErasures = true;
    const { held } = this.#appends;
    return this.#customers.erase(person, (payers) => eraseStep(this.#sql, id, person, held && { ...held, payers }));
  }

  countEvents(): number {
    return this.#memory.countHeld();
  }

  readRaw(from: number) {
    return readRaw(this.#sql, from, this.#memory.end);
  }

  rebuildDerived(): void {
    this.#customers.rebuild();
  }

  wipe() {
    return emptyStorage(this.ctx.storage);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const failures = await this.#alarms.ring(now, async (name) => {
      if (name === 'flush') return await this.#flusher.retry(now);
      if (name === 'rules') return this.#rules.wake(now);
      if (name === 'firings') return await this.#rules.deliver();
      return await dropExpired(this.ctx.storage, this.env.SIGNING_KEY, this.#memory.known, now);
    });
    for (const failure of failures) this.#log('error', 'alarm failed', describeError(failure));
    await this.#rules.settled();
  }
}
