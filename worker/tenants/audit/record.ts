/** How every room writes to the audit log: a statement in the batch of the change that it records. */
import type { Actor, Ctx } from '../../base/context.ts';
import type { Statement } from '../../base/db.ts';
import { type AuditedRows, insertEntries, nameOf } from './store.ts';

type Fields = Record<string, unknown>;

/** Who did what to which rows. `before` and `after` are for what is not in the rows' own columns. */
export interface Audited {
  /** `<target>.<past tense>`, e.g. `project.changed`. */
  action: string;
  target_type: string;
  /** The rows themselves, which guard the entry and give its target; or an id for what has no row in D1. */
  target: AuditedRows | string;
  before?: Fields;
  after?: Fields;
}

/** Never written. */
const SECRETS = /(^|_)(password|passphrase|secret|token|digest|salt|hash|otp|totp|recovery_codes?|cookie)$/;

/**
 * The entry of a change in the log of the ctx's tenant. In the batch it comes before an update or delete, with the same
 * condition, so that it sees the rows as they were, and after an insert.
 */
export function recordAudit(
  ctx: Pick<Ctx, 'db' | 'tenant_id' | 'now' | 'request_id'> & { actor: Pick<Actor, 'type' | 'id' | 'label'> },
  { action, target_type, target, before, after }: Audited,
): Statement {
  const rows = typeof target === 'string' ? target : withoutSecretColumns(target);
  return insertEntries(
    ctx.db,
    {
      tenant_id: ctx.tenant_id,
      created_at: new Date(ctx.now).toISOString(),
      actor_type: ctx.actor.type,
      actor_id: ctx.actor.id,
      actor_label: ctx.actor.label ?? ctx.actor.id,
      action,
      target_type,
      before: withoutSecrets(before),
      after: withoutSecrets(after),
      request_id: ctx.request_id,
    },
    rows,
  );
}

/** A change set or row as it may be shown: secrets left out, at any depth. */
export function withoutSecrets(fields: Fields | undefined): Fields | null {
  if (fields === undefined) return null;
  return JSON.parse(JSON.stringify(fields, (name, value) => (SECRETS.test(name) ? undefined : value)));
}

function withoutSecretColumns(rows: AuditedRows): AuditedRows {
  const shown = (columns: AuditedRows['before']) => columns?.filter((column) => !SECRETS.test(nameOf(column)));
  return { ...rows, before: shown(rows.before), after: shown(rows.after) };
}
