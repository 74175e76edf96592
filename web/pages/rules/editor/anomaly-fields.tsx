/** When a number counts as unusual. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { formatLocale } from '../../../base/words/language.ts';
import { Segmented } from '../../../parts/form/segmented.tsx';
import { parseDecimal, typed } from './amount.ts';
import type { Part } from './form-state.ts';
import { MetricFields } from './metric-fields.tsx';

/** How sensitive a rule is, in deviations: most people need no other numbers. */
const LEVELS = { high: 2, normal: 2.5, low: 4 } as const;

/** Metric, direction, sensitivity. */
export function AnomalyFields(part: Part): JSX.Element {
  const { draft, change } = part;
  const now = Number(parseDecimal(draft.deviations, formatLocale()));
  const level = (Object.keys(LEVELS) as (keyof typeof LEVELS)[]).find((each) => LEVELS[each] === now);
  return (
    <>
      <MetricFields {...part} />
      <div class="field">
        <span class="field-label">{t`Alert when it is`}</span>
        <Segmented
          legend={t`Alert when it is`}
          value={draft.direction}
          options={[
            { value: 'both', label: t`Unusual` },
            { value: 'down', label: t`Unusually low` },
            { value: 'up', label: t`Unusually high` },
          ]}
          onChange={(direction) => change({ direction })}
        />
      </div>
      <div class="field">
        <span class="field-label">{t`Sensitivity`}</span>
        <Segmented
          legend={t`Sensitivity`}
          value={level ?? 'own'}
          options={[
            { value: 'high', label: t`High` },
            { value: 'normal', label: t`Normal` },
            { value: 'low', label: t`Low` },
            ...(level ? [] : [{ value: 'own' as const, label: t`Own` }]),
          ]}
          onChange={(next) => next !== 'own' && change({ deviations: typed(LEVELS[next], formatLocale()) })}
        />
      </div>
    </>
  );
}
