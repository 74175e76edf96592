/** The Hub: one object a tenant, the owner of its limits, alerts and live sockets. A shell: each call is declared by the room that makes it. */
import { DurableObject } from 'cloudflare:workers';
import { openDb } from '../worker/base/db.ts';
import type { Env } from '../worker/base/env.ts';
import { createLog, describeError } from '../worker/base/log.ts';
import type { SocketOwner, SocketsHub } from '../worker/base/sockets.ts';
import { AlertEngine, LiveSockets, usageOf } from '../worker/flow/alerts/hub/index.ts';
import type { ActionRequest, AlertsHub, SocketTerms } from '../worker/flow/alerts/index.ts';
import type { EventsHub } from '../worker/flow/events/index.ts';
import type { MetricsHub } from '../worker/flow/metrics/index.ts';
import type { NotificationsHub } from '../worker/flow/notifications/index.ts';
import type { Judgement, RulesHub } from '../worker/flow/rules/index.ts';
import type { PrivacyHub } from '../worker/surfaces/privacy/index.ts';
import { type Anchor, type AuditHub, loadAnchor, moveAnchor } from '../worker/tenants/audit/index.ts';
import { findTenant, type OrgsHub } from '../worker/tenants/orgs/index.ts';
import {
  HubLimits,
  type LeaseRequest,
  RequestGrants,
  type Terms,
  type UsageHub,
} from '../worker/tenants/usage/index.ts';
import { Alarms } from './alarms.ts';
import { HUB_SCHEMA } from './hub-steps.ts';
import { applySteps, emptyStorage } from './steps.ts';

type AlarmName = 'alerts' | 'projection' | 'marks' | 'sockets';
type Rooms = RulesHub &
  AlertsHub &
  NotificationsHub &
  EventsHub &
  MetricsHub &
  UsageHub &
  AuditHub &
  OrgsHub &
  SocketsHub &
  PrivacyHub;

export class Hub extends DurableObject<Env> implements Rooms {
  readonly #sql: SqlStorage;
  readonly #alarms: Alarms<AlarmName>;
  readonly #alerts: AlertEngine;
  readonly #sockets: LiveSockets;
  readonly #limits: HubLimits;
  readonly #requests: RequestGrants;
  readonly #log = createLog(this.env.LOG_LEVEL, { hub: this.ctx.id.toString() });
  /** The plan of the tenant's row, which is read once. */
  #plan: string | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    applySteps(storage, HUB_SCHEMA);
    this.#sql = storage.sql;
    this.#alarms = new Alarms(storage);
    this.#limits = new HubLimits(storage.sql, env);
    this.#requests = new RequestGrants(storage);
    const log = this.#log;
    const wakeAt = (name: AlarmName, due_at: number) => this.#alarms.atLatest(name, due_at);
    this.#sockets = new LiveSockets({ ctx, env, wakeAt, log });
    this.#alerts = new AlertEngine({
      // Read anew each time: tests replace the binding.
      db: () => openDb(this.env.DB),
      env,
      storage,
      send: (frames) => this.#sockets.send(frames),
      wakeAt,
      log,
    });
  }

  judge(tenant_id: string, judgements: Judgement[]) {
    return this.#alerts.judge(tenant_id, judgements);
  }

  closeRule(tenant_id: string, rule_id: string, by: string, revision: number) {
    return this.#alerts.closeRule(tenant_id, rule_id, by, revision);
  }

  actOnAlert(tenant_id: string, request: ActionRequest) {
    return this.#alerts.act(tenant_id, request);
  }

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

  dropSockets(owner: SocketOwner): void {
    this.#sockets.drop(owner);
  }

  tellPeople(user_ids: string[]): void {
    this.#sockets.notificationsChanged(user_ids, this.#alerts.rev);
  }

  eraseLabels(tenant_id: string, project_id: string, labels: string[]) {
    return this.#alerts.eraseLabels(tenant_id, project_id, labels);
  }

  kpiChanged(project_id: string) {
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

  lease(request: LeaseRequest) {
    return this.#limits.lease(request);
  }

  setTerms(terms: Terms) {
    return this.#limits.set(terms);
  }

  limits() {
    return this.#limits.own;
  }

  async leaseRequests(tenant_id: string, spent: number) {
    return this.#requests.grant(await this.#planOf(tenant_id), spent, Date.now());
  }

  usageOf(project_id: string, from: string, to: string) {
    return usageOf(this.#sql, project_id, from, to);
  }

  auditAnchor() {
    return loadAnchor(this.#sql);
  }

  moveAuditAnchor(from: number, to: Anchor) {
    return moveAnchor(this.#sql, from, to);
  }

  wipe() {
    this.#sockets.drop({});
    return emptyStorage(this.ctx.storage);
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

  /** The plan that the operator set here overrides the one in the tenant's row. */
  async #planOf(tenant_id: string): Promise<string> {
    const { plan } = this.#limits;
    if (plan !== undefined) return plan;
    this.#plan ??= (await findTenant(openDb(this.env.DB), tenant_id))?.plan;
    return this.#plan ?? '';
  }
}
