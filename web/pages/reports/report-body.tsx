/** What a report holds: numbers with what moved them, alerts, rules that nobody reacts to, what there is to do. The same for members and for whoever holds a link. */
import './reports.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import type { Alert } from '../../base/api/live.ts';
import type { Report, SharedReport } from '../../base/api/types.ts';
import { formatMoment, formatRange, formatValue } from '../../base/words/format.ts';
import { cardName } from '../../base/words/metric-words.ts';
import { AlertTitle, useSentence } from '../../base/words/sentence.ts';
import { Delta } from '../../parts/data/delta.tsx';
import { Icon } from '../../parts/data/icon.tsx';
import { Severity } from '../../parts/data/severity.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { ReportChart } from './report-chart.tsx';
import { useReportWords } from './words.ts';

type Shown = SharedReport & Partial<Pick<Report, 'next_actions' | 'noisy_rules' | 'project_id'>>;
type ReportNumber = Shown['numbers'][number];
type ReportAlert = Shown['alerts'][number];
type Speech = NonNullable<ReturnType<typeof useReportWords>>;

/** Everything of a report below its heading. */
export function ReportBody({ report }: { report: Shown }): JSX.Element {
  const speech = useReportWords();
  if (!speech) return <ReportSkeleton />;
  const { words } = speech;
  return (
    <>
      <section aria-label={words.numbers} class="report-numbers">
        {report.numbers.map((number) => (
          <NumberPanel key={number.metric} number={number} report={report} />
        ))}
      </section>
      <Alerts report={report} speech={speech} />
      {report.noisy_rules && report.noisy_rules.length > 0 && (
        <Panel title={words.noisy}>
          {report.noisy_rules.map(({ rule_id, title, raised, ignored }) => (
            <a key={rule_id} class="action-row" href={`/rules?project=${report.project_id}&rule=${rule_id}`}>
              <span class="action-words">
                <strong>
                  <AlertTitle alert={{ title }} />
                </strong>
                <span>{words.noisyRule(speech.formats.number(raised), speech.formats.number(ignored))}</span>
              </span>
            </a>
          ))}
        </Panel>
      )}
      {report.next_actions && report.next_actions.length > 0 && (
        <Panel title={words.actions}>
          {report.next_actions.map(({ action, count, more, url }) => (
            <a key={action} class="action-row" href={url}>
              <span class="action-words">
                <strong>
                  {speech.formats.plural(count, words.action[action])}
                  {more && '+'}
                </strong>
              </span>
              <Icon name="right" />
            </a>
          ))}
        </Panel>
      )}
    </>
  );
}

function NumberPanel({ number, report }: { number: ReportNumber; report: Shown }): JSX.Element {
  const { unit, value, previous, delta_pct, reason, days } = number;
  const text = (amount: number | null) => formatValue(amount, unit, report.currency);
  const sentence = useSentence(toldOf(number));
  const name = cardName(number);
  return (
    <article class="panel report-number">
      <h2 class="kpi-label">{name}</h2>
      <p class="kpi-value">{text(value)}</p>
      <Delta percent={delta_pct} from={text(previous)} />
      <ReportChart
        label={t`${{ name }}, the last fourteen days`}
        values={days}
        to={report.to}
        unit={unit}
        currency={report.currency}
        days={reason.days}
      />
      <p class="report-why">{sentence}</p>
    </article>
  );
}

/** A number as the sentences of alerts are made from. */
function toldOf({
  metric,
  unit,
  value,
  previous,
  parts,
  reason,
  explanation,
}: ReportNumber): Pick<Alert, 'payload' | 'currency'> {
  const numbers = { metric, unit, observed: value, expected: previous, threshold: null, parts, reason, explanation };
  return { payload: { ...numbers, window: { from: '', to: '' } }, currency: reason.currency ?? null };
}

function Alerts({ report, speech: { words, formats } }: { report: Shown; speech: Speech }): JSX.Element {
  const { alerts, alerts_raised, project_id } = report;
  const more = alerts_raised - alerts.length;
  return (
    <Panel title={words.alerts}>
      {alerts.map((alert) => (
        <AlertRow key={alert.id} alert={alert} project={project_id} zone={report.timezone} />
      ))}
      {alerts_raised === 0 && <p class="report-none">{words.noAlerts}</p>}
      {more > 0 && <p class="report-none">{formats.plural(more, words.moreAlerts)}</p>}
    </Panel>
  );
}

interface AlertRowProps {
  alert: ReportAlert;
  /** Undefined where the reader may not open it. */
  project: string | undefined;
  zone: string;
}

function AlertRow({ alert, project, zone }: AlertRowProps): JSX.Element {
  const sentence = useSentence(alert);
  const content = (
    <>
      <Severity level={alert.severity} />
      <span class="action-words">
        <strong>
          <AlertTitle alert={alert} />
        </strong>
        <span>{sentence}</span>
        <span>{formatMoment(alert.created_at, zone)}</span>
      </span>
    </>
  );
  if (!project) return <div class="action-row">{content}</div>;
  return (
    <a class="action-row" href={`/alerts?project=${project}&alert=${alert.id}`}>
      {content}
    </a>
  );
}

function Panel({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="panel report-panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The same shape without content. */
export function ReportSkeleton(): JSX.Element {
  return (
    <section class="panel page-panel" aria-busy="true">
      <Skeleton shape="wide" />
    </section>
  );
}

/** What a report is called, and its days. */
export const reportName = (kind: Report['kind']): string => (kind === 'daily' ? t`Daily report` : t`Weekly report`);
export const reportDays = ({ from, to }: Pick<Report, 'from' | 'to'>): string => formatRange(from, to);
