/** Every fact that flows through the `pipeline` queue: past tense, versioned, ids instead of bodies. */
import { z } from '@hono/zod-openapi';
import { sha256 } from './base/crypto.ts';
import { AppError } from './base/errors.ts';
import { newId } from './base/ids.ts';

const ofTenant = { id: z.string(), v: z.literal(1), tenant_id: z.string() };
const envelope = { ...ofTenant, project_id: z.string() };

export const Fact = z.discriminatedUnion('type', [
  /** A project's ledger holds events whose points D1 has not seen. */
  z.object({ ...envelope, type: z.literal('ledger.advanced') }),
  /** A project has a new time zone. */
  z.object({ ...envelope, type: z.literal('project.zone_changed') }),
  /** A new project, which starts with the rules of its industry, named in the language of who made it. */
  z.object({ ...envelope, type: z.literal('project.created'), locale: z.string().optional() }),
  /** A project has another currency or industry. */
  z.object({ ...envelope, type: z.literal('project.settings_changed'), other_currency: z.boolean() }),
  /** A project has rules that are due. */
  z.object({ ...envelope, type: z.literal('rules.due') }),
  /** A project's live rules have changed, and its ledger may not know yet. */
  z.object({ ...envelope, type: z.literal('rules.changed') }),
  /** A ledger has set rows aside that it cannot read. */
  z.object({ ...envelope, type: z.literal('ledger.rows_set_aside') }),
  /** A rule was deleted, switched off or given another condition: its alerts up to `revision` end in the name of `by`. */
  z.object({
    ...envelope,
    type: z.literal('rule.ended'),
    rule_id: z.string(),
    revision: z.number().int(),
    by: z.string(),
  }),
  /** An alert was raised; `rev` is the revision of the tenant's alerts that made it so. */
  z.object({ ...envelope, type: z.literal('alert.raised'), alert_id: z.string(), rev: z.number().int() }),
  /** An alert is over. */
  z.object({ ...envelope, type: z.literal('alert.resolved'), alert_id: z.string(), rev: z.number().int() }),
  /** An hour has come at which people of a project get their digest of the period that ended on the day `to`. */
  z.object({
    ...envelope,
    type: z.literal('digest.due'),
    kind: z.enum(['daily', 'weekly']),
    at: z.string(),
    timezone: z.string(),
    to: z.string(),
  }),
  /** A report of a day or week was made. */
  z.object({ ...envelope, type: z.literal('report.ready'), report_id: z.string() }),
  /** The day's reconciliation of a project is due. */
  z.object({ ...envelope, type: z.literal('project.reconciliation_due'), days: z.number().int() }),
  /** What retention allows of a project's raw events has to be put into force. */
  z.object({ ...envelope, type: z.literal('project.retention_due') }),
  /** The signed head of a project's ledger after a UTC day is due. */
  z.object({ ...envelope, type: z.literal('ledger.head_due'), day: z.string() }),
  /** An export was asked for, or has more pages to write. */
  z.object({ ...ofTenant, type: z.literal('export.requested'), export_id: z.string() }),
  /** A person is to be erased from a project's ledger, or some of it is left to search. */
  z.object({ ...envelope, type: z.literal('erasure.requested'), erasure_id: z.string() }),
]);
export type Fact = z.infer<typeof Fact>;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

type Body<T extends FactType> = Omit<FactOf<T>, 'id' | 'v' | 'type'>;

/** A new fact with its own id. */
export function newFact<T extends FactType>(type: T, body: Body<T>): FactOf<T> {
  return { id: newId('fct'), v: 1, type, ...body } as unknown as FactOf<T>;
}

/** The fact of a change that may be told again: the same `cause` gives the same id, and so one row in the outbox. */
export function sameFact<T extends FactType>(type: T, cause: string, body: Body<T>): FactOf<T> {
  return { ...newFact(type, body), id: `fct_${sha256(`${type} ${cause}`).slice(0, 32)}` };
}

/** Reads a queue message; one of an unknown shape is `unprocessable`, which the consumer records and drops. */
export function factOf(message: unknown): Fact {
  const fact = Fact.safeParse(message);
  if (!fact.success) throw new AppError('unprocessable', 'fact.unknown', 'This message is not a fact that we know.');
  return fact.data;
}
