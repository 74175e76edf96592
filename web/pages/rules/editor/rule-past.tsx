/** What a rule has raised: its alerts, marks of false positives and what they kept quiet, and where its changes are listed. */
import { plural, t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import { formatMoment } from '../../../base/words/format.ts';
import { useSentence } from '../../../base/words/sentence.ts';
import { Badge, type Tone } from '../../../parts/data/badge.tsx';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { ErrorLine, ErrorState } from '../../../parts/data/error-state.tsx';
import { Skeleton } from '../../../parts/data/skeleton.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { Fact } from '../../../parts/layer/drawer.tsx';
import type { Alert, Project, Rule } from '../rule-types.ts';
import { RunError } from '../run-error.tsx';

interface Props {
  project: Project;
  rule: Rule;
  mayAudit: boolean;
}

/** Facts about its running, then its alerts, newest first. */
export function RulePast({ project, rule, mayAudit }: Props): JSX.Element {
  const { id, last_run_at, next_run_at, created_at, updated_at } = rule;
  return (
    <div class="rule-past">
      <dl class="facts rule-facts">
        {last_run_at && <Fact name={t`Last run`}>{formatMoment(last_run_at)}</Fact>}
        {next_run_at && <Fact name={t`Next run`}>{formatMoment(next_run_at)}</Fact>}
        <Fact name={t`Created`}>{formatMoment(created_at)}</Fact>
        <Fact name={t`Last change`}>
          {formatMoment(updated_at)}
          {mayAudit && (
            <a href={`/settings/audit-log?action=rule&target=${encodeURIComponent(id)}`}>{t`See who changed what`}</a>
          )}
        </Fact>
      </dl>
      <RunError rule={rule} />
      <Alerts key={id} project={project} rule_id={id} />
    </div>
  );
}

function Alerts({ project, rule_id }: { project: Project; rule_id: string }): JSX.Element {
  const list = useList(rule_id, (cursor, signal) =>
    request.get('/v1/alerts', { project: project.id, query: { rule_id, cursor: cursor ?? undefined }, signal }),
  );
  const { rows, error, more, busy } = list;
  if (!rows && error) {
    return <ErrorState title={t`The alerts could not be loaded`} error={error} onRetry={list.reload} />;
  }
  if (!rows) return <Skeleton shape="title" />;
  if (rows.length === 0) {
    return (
      <EmptyState icon="bell" title={t`No alert yet`}>
        {t`When the rule finds something, it stands here with what became of it.`}
      </EmptyState>
    );
  }
  return (
    <>
      <ul class="past-list" aria-label={t`Alerts`}>
        {rows.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </ul>
      {error && <ErrorLine error={error} />}
      {more && (
        <div>
          <Button onClick={list.loadMore} busy={busy} disabled={busy}>
            {busy ? t`Loading…` : t`Load more`}
          </Button>
        </div>
      )}
    </>
  );
}

function AlertRow({ alert }: { alert: Alert }): JSX.Element {
  const { id, title, created_at, occurrences, false_positive, suppressed } = alert;
  const explanation = useSentence(alert);
  const { kind, words } = statusOf(alert);
  return (
    <li class="past">
      <p class="rule-head">
        <a href={`/alerts?alert=${encodeURIComponent(id)}`}>{title}</a>
        <Badge kind={kind}>{words}</Badge>
        {false_positive && <Badge icon="flag">{t`False positive`}</Badge>}
      </p>
      <p>{explanation}</p>
      <p class="past-when">
        <time dateTime={created_at}>{formatMoment(created_at)}</time>
        {occurrences > 1 && <span>{plural(occurrences, { one: 'Fired # time', other: 'Fired # times' })}</span>}
        {suppressed > 0 && (
          <span>{plural(suppressed, { one: 'Kept # quiet since', other: 'Kept # quiet since' })}</span>
        )}
      </p>
    </li>
  );
}

function statusOf({ status }: Alert): { kind?: Tone; words: string } {
  return {
    pending: { kind: 'bad' as const, words: t`Pending` },
    acknowledged: { kind: 'warn' as const, words: t`Acknowledged` },
    snoozed: { kind: 'warn' as const, words: t({ message: 'Snoozed', context: 'one alert' }) },
    resolved: { words: t({ message: 'Resolved', context: 'one alert' }) },
  }[status];
}
