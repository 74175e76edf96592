/** From what is typed to a rule as the API takes it, and what is wrong with it, by field. */

import { plural, t } from '@lingui/core/macro';
import { currencyExponent } from '../../../../worker/shared/currency-exponent.ts';
import { MIN_WINDOW_DAYS, RULE_LIMITS } from '../../../../worker/shared/rule-limits.ts';
import { formatLocale } from '../../../base/words/language.ts';
import type { RuleInput, Terms, Where } from '../rule-types.ts';
import { cronOf } from '../schedule.ts';
import { changeOf, currencyOf, unitOf } from '../units.ts';
import { formatNumber, minutesOf } from '../words.ts';
import { parseDecimal, shifted, typed } from './amount.ts';
import type { Draft, SpanText } from './draft.ts';

/** What is wrong, by the API's name of the field. */
export type Faults = Record<string, string>;

export interface Reading {
  /** All that the type uses; what is empty or wrong is left out. */
  rule: Omit<RuleInput, 'name'>;
  faults: Faults;
  /** Fields that are needed and still empty. */
  missing: string[];
}

/** Reads the form. */
export function readDraft(draft: Draft, terms: Terms): Reading {
  const reader = new Reader(draft, terms);
  const shared = { type: draft.type, severity: draft.severity, cooldown_minutes: reader.minutes('cooldown_minutes') };
  const { rule, needed } = PARTS[draft.type](reader);
  const own = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
  const missing = needed.filter((field) => (own[field] ?? '') === '' && !reader.faults[field]);
  return { rule: { ...shared, ...own } as Reading['rule'], faults: reader.faults, missing };
}

type Part = (reader: Reader) => { rule: Partial<RuleInput>; needed: string[] };

const PARTS: Record<Draft['type'], Part> = {
  metric_threshold: (read) => ({
    rule: {
      ...read.metric(),
      operator: read.draft.operator,
      threshold: read.amount('threshold', read.draft.threshold),
      for_minutes: read.minutes('for_minutes'),
      window_days: read.whole('window_days', read.draft.window_days),
    },
    needed: ['metric', 'threshold'],
  }),
  anomaly: (read) => ({
    rule: {
      ...read.metric(),
      threshold: read.positive('threshold', read.draft.deviations),
      direction: read.draft.direction,
      method: read.draft.method,
      percent_of_average: read.draft.percent_of_average.trim()
        ? read.positive('percent_of_average', read.draft.percent_of_average)
        : null,
      min_observed:
        read.draft.direction === 'up' && read.draft.min_observed.trim()
          ? read.amount('min_observed', read.draft.min_observed)
          : null,
      window_days: read.days(),
    },
    needed: ['metric', 'threshold'],
  }),
  event: (read) => ({
    rule: {
      event_type: read.draft.event_type,
      count: read.whole('count', read.draft.count),
      window_minutes: read.minutes('window_minutes'),
      where: read.where(),
    },
    needed: ['event_type', 'count', 'where.field', 'where.value'].filter((field) => read.asks(field)),
  }),
  missing_follow_up: (read) => ({
    rule: {
      event_type: read.draft.event_type,
      follow_up: read.other(),
      within_minutes: read.minutes('within_minutes'),
      where: read.where(),
    },
    needed: ['event_type', 'follow_up', 'within_minutes', 'where.field', 'where.value'].filter((field) =>
      read.asks(field),
    ),
  }),
  schedule: ({ draft }) => ({
    rule: { schedule: cronOf(draft.plan), timezone: draft.timezone, metric: draft.metric || null },
    needed: ['schedule'],
  }),
};

/** Reads single fields and keeps what is wrong with them. */
class Reader {
  readonly faults: Faults = {};
  readonly draft: Draft;
  private readonly terms: Terms;

  constructor(draft: Draft, terms: Terms) {
    this.draft = draft;
    this.terms = terms;
  }

  metric(): Partial<RuleInput> {
    const { metric, change, currency, grain } = this.draft;
    return { metric: change && metric ? changeOf(metric) : metric, currency: currency || null, grain };
  }

  /** Whether a part of the condition on the payload has to be filled in; other fields always have. */
  asks(field: string): boolean {
    const { where } = this.draft;
    if (field === 'where.field') return where !== undefined && where.field.trim() === '';
    if (field !== 'where.value') return true;
    return where !== undefined && where.operator !== 'exists' && where.value.trim() === '';
  }

  /** A number; undefined, with a fault unless it is empty, when it is none. */
  number(field: string, text: string): string | undefined {
    if (!text.trim()) return undefined;
    const number = parseDecimal(text, formatLocale());
    if (number === undefined) {
      const example = typed(1234.5, formatLocale());
      this.faults[field] = t`Not a number. Write it like ${{ example }}.`;
    }
    return number;
  }

  /** A value of the metric, in its own unit: minor units of money, shares as they are. */
  amount(field: string, text: string): number | undefined {
    const number = this.number(field, text);
    if (number === undefined) return undefined;
    const unit = unitOf(String(this.metric().metric ?? ''), this.terms);
    if (unit !== 'money') return this.exact(field, Number(unit === 'ratio' ? `${number}e-2` : number));
    const currency = currencyOf({ currency: this.draft.currency }, this.terms);
    const digits = currencyExponent(currency);
    const minor = shifted(number, digits);
    if (minor === undefined) {
      const tooFine = (number.split('.')[1]?.length ?? 0) > digits;
      this.faults[field] = !tooFine
        ? t`This is too large.`
        : digits === 0
          ? t`${{ currency }} has no decimals.`
          : plural(digits, { one: `${currency} has at most # decimal.`, other: `${currency} has at most # decimals.` });
    }
    return minor;
  }

  private exact(field: string, value: number): number | undefined {
    if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
    this.faults[field] = t`This is too large.`;
    return undefined;
  }

  positive(field: string, text: string): number | undefined {
    const number = this.number(field, text);
    if (number === undefined || Number(number) > 0) return number === undefined ? undefined : Number(number);
    this.faults[field] = t`Must be above 0.`;
    return undefined;
  }

  whole(field: keyof typeof RULE_LIMITS, text: string): number | undefined {
    const number = this.number(field, text);
    return number === undefined ? undefined : this.ranged(field, Number(number));
  }

  days(): number | undefined {
    const least = this.draft.grain === 'day' ? MIN_WINDOW_DAYS : 1;
    const days = this.whole('window_days', this.draft.window_days);
    if (days === undefined || days >= least) return days;
    this.faults.window_days = plural(least, {
      one: 'At least # day, to compare with.',
      other: 'At least # days, to compare with.',
    });
    return undefined;
  }

  minutes(field: 'for_minutes' | 'window_minutes' | 'within_minutes' | 'cooldown_minutes'): number | undefined {
    const span: SpanText = this.draft[field];
    const number = this.number(field, span.amount);
    return number === undefined ? undefined : this.ranged(field, minutesOf(Number(number), span.unit));
  }

  private ranged(field: keyof typeof RULE_LIMITS, value: number): number | undefined {
    const [least, most] = RULE_LIMITS[field];
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    this.faults[field] = field.endsWith('_minutes')
      ? spanFault(value, most)
      : t`A whole number from ${{ least: formatNumber(least) }} to ${{ most: formatNumber(most) }}.`;
    return undefined;
  }

  other(): string {
    const { event_type, follow_up } = this.draft;
    if (follow_up && follow_up === event_type) this.faults.follow_up = t`Must be another event than the first.`;
    return follow_up;
  }

  where(): Where | null {
    const { where } = this.draft;
    if (!where) return null;
    const { operator } = where;
    const field = where.field.trim();
    if (operator === 'exists') return { field, operator, value: where.value !== 'false' };
    const number = where.text ? undefined : parseDecimal(where.value, formatLocale());
    if (number !== undefined) return { field, operator, value: Number(number) };
    if (/^[gl]te?$/.test(operator) && where.value.trim()) this.number('where.value', where.value);
    const value =
      !where.text && /^(true|false)$/.test(where.value.trim()) ? where.value.trim() === 'true' : where.value;
    return { field, operator, value };
  }
}

function spanFault(minutes: number, most: number): string {
  if (minutes <= most) return t`Whole minutes, at least one.`;
  return plural(Math.floor(most / 1440), { one: 'At most # day.', other: 'At most # days.' });
}
