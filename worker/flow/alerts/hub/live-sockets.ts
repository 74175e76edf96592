/** The Hub's WebSockets: hibernating, tagged by project and credential, so that each gets its project's frames and ends with its credential. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import type { Env } from '../../../base/env.ts';
import { describeError, type Log } from '../../../base/log.ts';
import { callObject } from '../../../base/retry.ts';
import type { SocketOwner } from '../../../base/sockets.ts';
import type { AlertsLedger, SocketTerms } from '../objects.ts';
import { type Frame, messageOf } from './frame.ts';

/** What the sockets need of their hub. */
interface Owner {
  ctx: DurableObjectState;
  env: Env;
  wakeAt: (name: 'sockets', due_at: number) => void;
  log: Log;
}

/** What a socket keeps through hibernation. */
interface Kept {
  until: number;
  project_ids: string[];
  /** Messages that were no pings: each woke the object. */
  said: number;
}

/** Sockets of one tenant. */
const MAX_SOCKETS = 1_000;
/** Clients send nothing but the ping, which the platform replies to. */
const MAX_CHARACTERS = 1_024;
const MAX_MESSAGES = 30;
const OPEN = 1;

const POLICY_VIOLATION = 1008;
const TOO_BIG = 1009;
const SERVICE_RESTART = 1012;

export class LiveSockets {
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
    owner.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Opens a socket and sends it `greeting`; undefined when the tenant has as many as it may. */
  accept(terms: SocketTerms, greeting: string[]): Response | undefined {
    const { ctx, wakeAt } = this.#owner;
    if (ctx.getWebSockets().filter(isOpen).length >= MAX_SOCKETS) return undefined;
    const first = terms.project_ids.filter((project_id) => this.#of(project_id).length === 0);
    const { 0: client, 1: server } = new WebSocketPair();
    ctx.acceptWebSocket(server, tagsOf(terms));
    const { until, project_ids } = terms;
    server.serializeAttachment({ until, project_ids, said: 0 } satisfies Kept);
    for (const message of greeting) server.send(message);
    wakeAt('sockets', terms.until);
    this.#listen(first, true);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Sends frames to the sockets of their projects. */
  send(frames: Frame[]): void {
    for (const { seq, project_id, type, data } of frames) this.#tell(project_id, messageOf(seq, type, data));
  }

  /** Tells a project's sockets that its numbers have changed; false when there are none. `cursor` is where a client resumes. */
  kpiChanged(project_id: string, cursor: number): boolean {
    return this.#tell(project_id, messageOf(cursor, 'kpi.changed', JSON.stringify({ project_id }))) > 0;
  }

  /** Tells people's sockets that their list of notifications changed. */
  notificationsChanged(user_ids: readonly string[], cursor: number): void {
    const message = messageOf(cursor, 'notification.changed', '{}');
    const sockets = this.#owner.ctx.getWebSockets().length === 0 ? [] : user_ids;
    for (const user_id of sockets) this.#sendAll(this.#tagged(`user_id:${user_id}`), message);
  }

  /** Ends the sockets of a project, key, person or session, or all. */
  drop(owner: SocketOwner): void {
    const tags = Object.entries(owner).map(([name, id]) => `${name}:${id}`);
    const sockets = tags.length === 0 ? this.#owner.ctx.getWebSockets() : tags.flatMap((tag) => this.#tagged(tag));
    for (const socket of sockets) this.#end(socket, POLICY_VIOLATION, 'the credential has ended');
  }

  /** Ends the sockets whose time is up; returns when the next one's is. */
  dropExpired(now: number): number | undefined {
    const dues: number[] = [];
    for (const socket of this.#owner.ctx.getWebSockets().filter(isOpen)) {
      const { until } = keptOf(socket);
      if (until > now) dues.push(until);
      else this.#end(socket, SERVICE_RESTART, 'come back with the last cursor');
    }
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** Messages of clients are ignored; a client that sends many or large ones is disconnected. */
  received(socket: WebSocket, message: string | ArrayBuffer): void {
    const size = typeof message === 'string' ? message.length : message.byteLength;
    const kept = keptOf(socket);
    if (size > MAX_CHARACTERS) this.#end(socket, TOO_BIG, 'only pings are expected here');
    else if (kept.said >= MAX_MESSAGES) this.#end(socket, POLICY_VIOLATION, 'only pings are expected here');
    else socket.serializeAttachment({ ...kept, said: kept.said + 1 } satisfies Kept);
  }

  /** The client has gone: its ledgers stop reporting changes if it was the last. */
  closed(socket: WebSocket): void {
    const { project_ids } = keptOf(socket);
    this.#end(socket, 1000, '');
    this.#listen(
      project_ids.filter((project_id) => this.#of(project_id).every((other) => other === socket)),
      false,
    );
  }

  #tell(project_id: string, message: string): number {
    return this.#sendAll(this.#of(project_id), message);
  }

  #sendAll(sockets: WebSocket[], message: string): number {
    for (const socket of sockets) {
      try {
        socket.send(message);
      } catch (error) {
        this.#owner.log('debug', 'socket gone', describeError(error));
      }
    }
    return sockets.length;
  }

  /** Open sockets of a project. */
  #of(project_id: string): WebSocket[] {
    return [...this.#tagged(`project_id:${project_id}`), ...this.#tagged('project_id:')];
  }

  #tagged(tag: string): WebSocket[] {
    return this.#owner.ctx.getWebSockets(tag).filter(isOpen);
  }

  #end(socket: WebSocket, code: number, reason: string): void {
    try {
      socket.close(code, reason);
    } catch (error) {
      this.#owner.log('debug', 'socket gone', describeError(error));
    }
  }

  /** Tells ledgers whether to report changes. One that misses it learns it from `kpiChanged`, or with the next socket. */
  #listen(project_ids: string[], on: boolean): void {
    const { ctx, env, log } = this.#owner;
    for (const project_id of project_ids) {
      const call = callObject(async () => await ledgerOf<AlertsLedger>(env, project_id).listen(on));
      ctx.waitUntil(call.catch((error) => log('warn', 'ledger not told of listeners', describeError(error))));
    }
  }
}

function keptOf(socket: WebSocket): Kept {
  return socket.deserializeAttachment() as Kept;
}

function isOpen(socket: WebSocket): boolean {
  return socket.readyState === OPEN;
}

function tagsOf({ project_id, key_id, user_id, session_id }: SocketTerms): string[] {
  const owners = Object.entries({ key_id, user_id, session_id }).filter(([, id]) => id !== null);
  return [`project_id:${project_id ?? ''}`, ...owners.map(([name, id]) => `${name}:${id}`)];
}
