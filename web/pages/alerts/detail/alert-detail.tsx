/** One alert: why, how it looks on the chart, what moved it, what it is about, what has happened to it, and what can be done. */

import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { HOUR_MS } from '../../../../worker/shared/durations.ts';
import type { Alert } from '../../../base/api/live.ts';
import type { Project, Session } from '../../../base/api/types.ts';
import { todayIn } from '../../../base/time/calendar.ts';
import { formatRange, formatTime } from '../../../base/words/format.ts';
import { useSentence } from '../../../base/words/sentence.ts';
import { sayName } from '../../../base/words/template-names.ts';
import { ErrorState } from '../../../parts/data/error-state.tsx';
import { levelName, Severity } from '../../../parts/data/severity.tsx';
import { Skeleton } from '../../../parts/data/skeleton.tsx';
import { Drawer, Fact } from '../../../parts/layer/drawer.tsx';
import { Moves } from '../actions/action-buttons.tsx';
import type { Question } from '../actions/question.ts';
import type { Act } from '../actions/use-actions.ts';
import { Status } from '../list/columns.tsx';
import { nameOf } from '../words.ts';
import { AlertChart } from './alert-chart.tsx';
import { AlertEvents } from './alert-events.tsx';
import { AlertHistory } from './alert-history.tsx';
import { Parts } from './parts-table.tsx';
import type { OpenAlert } from './use-open-alert.ts';

interface Props {
  detail: OpenAlert;
  session: Session;
  project: Project;
  may: boolean;
  act: Act;
  ask: (question: Question) => void;
  onClose: () => void;
}

/** The drawer; a whole page on a phone. */
export function AlertDetail({ detail, session, project, may, act, ask, onClose }: Props): JSX.Element {
  const { data: alert, error, retry } = detail;
  const footer = alert && (may ? <Moves alerts={[alert]} act={act} ask={ask} /> : <MayNot />);
  return (
    <Drawer title={alert ? sayName(alert.title) : t`Alert`} onClose={onClose} footer={footer}>
      {alert ? (
        <Content {...{ alert, session, project }} />
      ) : error ? (
        <ErrorState title={t`The alert could not be loaded`} error={error} onRetry={retry} />
      ) : (
        <div class="alert-waiting" aria-busy="true">
          <Skeleton shape="wide" />
        </div>
      )}
    </Drawer>
  );
}

function MayNot(): JSX.Element {
  return <p class="alert-may-not">{t`Your role may look at alerts, not change them.`}</p>;
}

function Content({ alert, session, project }: { alert: Alert; session: Session; project: Project }): JSX.Element {
  const { severity, payload, rule_id } = alert;
  return (
    <>
      <p class="alert-state">
        <Severity level={severity} />
        <span aria-hidden="true">{levelName(severity)}</span>
        <Status alert={alert} />
      </p>
      <p class="alert-sentence">{useSentence(alert)}</p>
      {payload.metric !== null && <AlertChart alert={alert} metric={payload.metric} project={project} />}
      <Parts alert={alert} />
      <AlertEvents alert={alert} />
      <section class="alert-section">
        <h3>{t`History`}</h3>
        <AlertHistory alert={alert} me={session.user.email} />
      </section>
      <dl class="facts alert-facts">
        <Fact name={t`Period`}>{periodText(payload.window, project.timezone)}</Fact>
        {payload.metric !== null && <Fact name={t`Metric`}>{nameOf(payload.metric)}</Fact>}
        <Fact name={t`Rule`}>
          <a href={`/rules?rule=${encodeURIComponent(rule_id)}`}>{t`See the rule`}</a>
        </Fact>
      </dl>
    </>
  );
}

/** The span that was judged, by the project's clock: days when it is made of days. */
function periodText({ from, to }: Alert['payload']['window'], timezone: string): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const [first, last] = [todayIn(timezone, start), todayIn(timezone, Math.max(start, end - 1))];
  const days = formatRange(first, last);
  const isDays = end - start >= 22 * HOUR_MS;
  return isDays ? days : `${days}, ${formatTime(start, timezone)} – ${formatTime(end, timezone)}`;
}
