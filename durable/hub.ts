/** The Hub: one object a tenant, the owner of its limits and alerts, keeper of its audit chain's end. A shell around rooms of worker/. */
import { DurableObject } from 'cloudflare:workers';
import { openDb } from '../worker/base/db.ts';
import type { Env } from '../worker/base/env.ts';
import { createLog, describeError } from '../worker/base/log.ts';
import { callObject } from '../worker/base/retry.ts';
import { latestRevision } from '../worker/flow/alerts/hub/hub-alerts-store.ts';
import type { Decision, Judgement } from '../worker/flow/rules/index.ts';
import { loadAnchor, moveAnchor } from '../worker/tenants/audit/anchor-store.ts';
import type { Anchor } from '../worker/tenants/audit/chain.ts';
import { findTenant } from '../worker/tenants/orgs/index.ts';
import { planOf } from '../worker/tenants/plans/index.ts';
import {
  loadLimit,
  loadLimits,
  loadParts,
  loadPlan,
  loadWindow,
  saveLimit,
  savePart,
  savePlan,
  saveWindow,
} from '../worker/tenants/usage/hub-store.ts';
import { freeOf, grantOf } from '../worker/tenants/usage/lease.ts';
import { periodOf } from '../worker/tenants/usage/period.ts';
import { type Grant, grantRequests, keptMark, type RequestWindow } from '../worker/tenants/usage/request-window.ts';
import { Alarms } from './alarms.ts';
import { AlertEngine, type MoveReply, type MoveRequest } from './alert-engine.ts';
import { HUB_STEPS } from './hub-steps.ts';
import { LiveSockets, type SocketOwner, type SocketTerms } from './live-sockets.ts';
import { applySteps } from './steps.ts';
import { ledgerOf } from './stubs.ts';

/** The meter whose limit ledgers enforce themselves. */
const INGEST = 'ingest_unit';

/** A ledger's question: what it has used in the period, what it may still spend, how much it needs to be able to spend. */
export interface LeaseRequest {
  project_id: string;
  period: string;
  used: number;
  unspent: number;
  needed: number;
  /** The plan as the sender's key knows it; one that the operator set here goes before it. */
  plan: string;
}

export class Hub extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #alarms: Alarms<'alerts' | 'projection' | 'marks' | 'sockets'>;
  readonly #alerts: AlertEngine;
  readonly #sockets: LiveSockets;
  readonly #log = createLog(this.env.LOG_LEVEL, { hub: this.ctx.id.toString() });
  /** The current window of requests, and how much of it is on disk as given out. */
  #window: RequestWindow | undefined;
  #marked = 0;
  #plan: string | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    applySteps(ctx.storage, HUB_STEPS);
    this.#window = loadWindow(this.#sql);
    this.#marked = this.#window?.granted ?? 0;
    this.#alarms = new Alarms(ctx.storage);
    this.#sockets = new LiveSockets({
      ctx,
      env,
      wakeAt: (due_at) => this.#alarms.atLatest('sockets', due_at),
      log: this.#log,
    });
    this.#alerts = new AlertEngine({
      db: () => openDb(this.env.DB),
      storage: ctx.storage,
      send: (frames) => this.#sockets.send(frames),
      wakeAt: (name, due_at) => this.#alarms.atLatest(name, due_at),
      tellMark: (project_id, notice) => callObject(async () => await ledgerOf(this.env, project_id).ruleMarked(notice)),
      log: this.#log,
    });
  }

  /** Decides what becomes of judgements, in order; each is taken once however often it comes. */
  async judge(tenant_id: string, judgements: Judgement[]): Promise<Decision[]> {
    return await this.#alerts.judge(tenant_id, judgements);
  }

  /** What a person or a key does to one alert; null where there is no such alert. */
  async moveAlert(tenant_id: string, request: MoveRequest): Promise<MoveReply> {
    return await this.#alerts.move(tenant_id, request);
  }

  /**
   * Ends the open alerts of a rule that was deleted or switched off. Judgements of it up to `revision`, which is the last one
   * known here when it is left out, are void from now on.
   */
  async closeRule(tenant_id: string, rule_id: string, by: string, revision?: number): Promise<void> {
    await this.#alerts.closeRule(tenant_id, rule_id, by, revision ?? latestRevision(this.#sql, rule_id));
  }

  /** Ends the open alerts of a project that was archived and takes no judgement of it, or takes them again. */
  async archiveProject(tenant_id: string, project_id: string, archived: boolean, by: string): Promise<void> {
    await this.#alerts.archiveProject(tenant_id, project_id, archived, by);
    if (archived) this.#sockets.drop({ project_id });
  }

  /** Opens a live socket that the Worker has checked; 429 when the tenant has as many as it may. */
  override fetch(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const terms = JSON.parse(searchParams.get('terms') ?? '') as SocketTerms;
    const greeting = terms.cursor === null ? [] : this.#alerts.resume(terms.cursor, terms.project_id);
    return this.#sockets.accept(terms, greeting) ?? new Response(null, { status: 429 });
  }

  /** Ends the sockets of a project, key, person or session, or all of the tenant. */
  dropSockets(owner: SocketOwner): void {
    this.#sockets.drop(owner);
  }

  /** A project's numbers moved: tells its sockets. False when nobody listens any more. */
  kpiChanged(project_id: string): boolean {
    return this.#sockets.kpiChanged(project_id, this.#alerts.rev);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#sockets.received(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#sockets.closed(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#sockets.closed(socket);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const failures = await this.#alarms.ring(now, async (name) => {
      if (name === 'sockets') return this.#sockets.dropExpired(now);
      if (name === 'marks') return void (await this.#alerts.tellMarks());
      return name === 'alerts' ? await this.#alerts.settle() : await this.#alerts.project();
    });
    for (const failure of failures) this.#log('error', 'alarm failed', describeError(failure));
  }

  /**
   * What the ledger may spend from now on in this period: null without a limit. Less than it needs means that the tenant's
   * limit is reached: what other ledgers held idle was called back first.
   */
  async lease(request: LeaseRequest): Promise<number | null> {
    const { project_id: holder, period, used, unspent, needed } = request;
    savePart(this.#sql, INGEST, period, { holder, used, unspent });
    const limit = this.#limit(request.plan);
    if (limit === null) return null;
    if (freeOf(limit, loadParts(this.#sql, INGEST, period)) < needed - unspent) {
      const others = loadParts(this.#sql, INGEST, period).filter((part) => part.holder !== holder && part.unspent > 0);
      for (const other of others) await this.#recall(other.holder);
    }
    const free = freeOf(limit, loadParts(this.#sql, INGEST, period));
    const quantity = unspent + (needed > unspent ? grantOf(limit, free, needed - unspent) : 0);
    savePart(this.#sql, INGEST, period, { holder, used, unspent: quantity });
    return quantity;
  }

  /** The operator's plan and limits; in force when this returns, because every ledger has handed its lease back. */
  async setTerms(terms: { plan?: string; limits?: Record<string, number | null> }): Promise<void> {
    if (terms.plan !== undefined) savePlan(this.#sql, terms.plan);
    for (const [meter, quantity] of Object.entries(terms.limits ?? {})) saveLimit(this.#sql, meter, quantity);
    const holders = loadParts(this.#sql, INGEST, periodOf(Date.now())).map((part) => part.holder);
    await Promise.all(holders.map((holder) => this.#recall(holder)));
  }

  /** The limits that the operator set for this tenant. */
  limits(): Record<string, number> {
    return loadLimits(this.#sql);
  }

  /** The end of the tenant's sealed audit chain. */
  auditAnchor(): Anchor {
    return loadAnchor(this.#sql);
  }

  /** Moves the end on from the entry `from`, unless another sealer has; answers where it is. */
  moveAuditAnchor(from: number, to: Anchor): Anchor {
    return moveAnchor(this.#sql, from, to);
  }

  /** A block of the tenant's requests of this minute for one isolate; `spent` is what it has used of the minute already. */
  async leaseRequests(tenant_id: string, spent: number): Promise<Grant> {
    const limit = planOf(await this.#planOf(tenant_id)).requests_per_minute;
    const { window, grant } = grantRequests(this.#window, limit, spent, Date.now());
    const isNew = window.started_at !== this.#window?.started_at;
    this.#window = window;
    // A row for every eighth of the limit instead of one for every grant.
    if (isNew || window.granted > this.#marked) {
      this.#marked = keptMark(window.granted, limit);
      saveWindow(this.#sql, { ...window, granted: this.#marked });
    }
    return grant;
  }

  /** The plan set here goes before the tenant's row, which is read once. */
  async #planOf(tenant_id: string): Promise<string> {
    const own = loadPlan(this.#sql);
    if (own !== undefined) return own;
    this.#plan ??= (await findTenant(openDb(this.env.DB), tenant_id))?.plan;
    return this.#plan ?? '';
  }

  #limit(plan: string): number | null {
    const own = loadLimit(this.#sql, INGEST);
    return own ?? planOf(loadPlan(this.#sql) ?? plan).limits[INGEST] ?? null;
  }

  async #recall(holder: string): Promise<void> {
    const part = await ledgerOf(this.env, holder).recallLease();
    if (part) savePart(this.#sql, INGEST, part.period, { holder, used: part.used, unspent: part.unspent });
  }
}
