/** One entry of the audit log. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import type { AuditEntry } from '../../../base/api/types.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { Icon } from '../../../parts/data/icon.tsx';
import { actionText } from './action-words.ts';
import { differences } from './filter.ts';

/** What happened, by whom and when; what changed, and the ids, are one tap away. */
export function EntryRow({ entry }: { entry: AuditEntry }): JSX.Element {
  const { action, created_at } = entry;
  return (
    <li class="entry-row">
      <details>
        <summary>
          <span class="row-text">
            <span class="row-title">
              {actionText(action)} <bdi class="row-detail">{nameOf(entry)}</bdi>
            </span>
            <span class="row-detail">
              {actorText(entry)} · <time dateTime={created_at}>{formatMoment(created_at)}</time>
            </span>
          </span>
          <Icon name="chevron" />
        </summary>
        <Details entry={entry} />
      </details>
    </li>
  );
}

function Details({ entry }: { entry: AuditEntry }): JSX.Element {
  const changes = differences(entry.before, entry.after);
  return (
    <div class="entry-details">
      {changes.length > 0 && (
        <dl class="changes">
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{field.replaceAll('_', ' ')}</dt>
              <dd>
                {before && <del>{before}</del>} {after && <ins>{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        {t`Entry`} <code>{entry.seq}</code> · <code>{entry.target_type}</code> <code>{entry.target_id}</code> ·{' '}
        {t`Request`} <code>{entry.request_id}</code>
      </p>
    </div>
  );
}

/** Who it was: a person by their address, a key by its name, or Signalbox itself. */
function actorText({ actor_type, actor_label, actor_id }: AuditEntry): string {
  const name = actor_label || actor_id;
  if (actor_type === 'operator') return 'Signalbox';
  if (actor_type === 'system') return t`Signalbox, by itself`;
  return actor_type === 'key' ? t`Key “${name}”` : name;
}

/** What was changed, by the name it had. */
function nameOf({ before, after }: AuditEntry): string {
  const name = after?.name ?? before?.name ?? after?.email ?? before?.email;
  return typeof name === 'string' ? name : '';
}
