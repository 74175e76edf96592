/** What is shown: the metric, its days, the size of a bucket, the currency, and whether it is compared. */
import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Grain, Project } from '../../base/api/types.ts';
import { daysOf } from '../../base/time/period.ts';
import { currencyOptions } from '../../base/words/currencies.ts';
import { metricName } from '../../base/words/metric-words.ts';
import { Combobox, type ComboOption } from '../../parts/form/combobox.tsx';
import { DateRange } from '../../parts/form/date-range.tsx';
import { Segmented } from '../../parts/form/segmented.tsx';
import { Switch } from '../../parts/form/switch.tsx';
import { grainOf, grainsFor, type Metric, type View } from './view.ts';

interface Props {
  project: Project;
  metrics: Metric[];
  metric: Metric;
  view: View;
  today: string;
  onChange: (patch: Partial<View>) => void;
}

/** One row of controls, which wraps where there is little room. */
export function MetricTools({ project, metrics, metric, view, today, onChange }: Props): JSX.Element {
  const days = daysOf(view.period, today);
  return (
    <div class="metric-tools">
      <MetricChoice metrics={metrics} metric={metric} onChange={(id) => onChange({ metric: id })} />
      <DateRange value={view.period} today={today} onChange={(period) => onChange({ period })} />
      <GrainChoice grain={grainOf(view, days)} grains={grainsFor(days)} onChange={(grain) => onChange({ grain })} />
      {hasCurrency(metric) && (
        <CurrencyChoice
          all={metric.unit !== 'money'}
          value={view.currency}
          own={project.currency}
          onChange={(currency) => onChange({ currency })}
        />
      )}
      <Switch label={t`Compare`} checked={view.compare} onChange={(compare) => onChange({ compare })} />
    </div>
  );
}

/** Counts of events that carry an amount can be asked for in one currency too. */
const COUNTED_WITH_MONEY = new Set(['payments', 'refunds', 'payment_failures', 'checkouts']);

/** Whether the numbers of a metric depend on a currency. */
export function hasCurrency({ id, unit }: Metric): boolean {
  return unit === 'money' || COUNTED_WITH_MONEY.has(id);
}

interface ChoiceProps {
  metrics: Metric[];
  metric: Metric;
  onChange: (id: string) => void;
}

function MetricChoice({ metrics, metric, onChange }: ChoiceProps): JSX.Element {
  const locale = i18n.locale;
  const options = useMemo(() => {
    const known = metrics.some(({ id }) => id === metric.id) ? metrics : [...metrics, metric];
    const groups = { core: t`Core`, custom: t`Custom events`, usage: t`Usage` };
    return known
      .map(({ id, label }): ComboOption & { group: string } => {
        const name = metricName({ metric: id, label });
        const kind = id.startsWith('custom.') ? 'custom' : id.startsWith('usage.') ? 'usage' : 'core';
        return {
          value: id,
          label: name,
          group: groups[kind],
          ...(kind === 'custom' ? { detail: verticalOf(id) } : {}),
        };
      })
      .sort((one, other) => Object.values(groups).indexOf(one.group) - Object.values(groups).indexOf(other.group));
  }, [metrics, metric.id, locale]);
  return <Combobox quiet label={t`Metric`} value={metric.id} options={options} onChange={onChange} />;
}

/** Which product or trade an own event belongs to: two may have events of the same name. */
const verticalOf = (id: string) => id.split('.')[1]?.replaceAll('_', ' ') ?? '';

interface GrainProps {
  grain: Grain;
  grains: Grain[];
  onChange: (grain: Grain) => void;
}

function GrainChoice({ grain, grains, onChange }: GrainProps): JSX.Element | null {
  const names = { hour: t`Hour`, day: t`Day`, week: t`Week`, month: t`Month` };
  if (grains.length < 2) return null;
  const options = grains.map((value) => ({ value, label: names[value] }));
  return <Segmented legend={t`One point for each`} value={grain} options={options} onChange={onChange} />;
}

interface CurrencyProps {
  /** All currencies together may be asked for. */
  all: boolean;
  value: string | undefined;
  own: string;
  onChange: (currency: string | undefined) => void;
}

function CurrencyChoice({ all, value, own, onChange }: CurrencyProps): JSX.Element {
  const locale = i18n.locale;
  const options = useMemo(() => {
    const known = currencyOptions(value ?? own);
    const mine = known.filter((option) => option.value === own);
    const others = known.filter((option) => option.value !== own);
    return [...(all ? [{ value: '', label: t`All currencies` }] : []), ...mine, ...others];
  }, [all, own, value, locale]);
  return (
    <div class="metric-currency">
      <Combobox
        quiet
        label={t`Currency`}
        value={value ?? (all ? '' : own)}
        options={options}
        onChange={(next) => onChange(next === '' || (!all && next === own) ? undefined : next)}
      />
    </div>
  );
}
