/** What narrows the list: severity, rule and days. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { sayName } from '../../../base/words/template-names.ts';
import { LEVELS, type Level, levelName } from '../../../parts/data/severity.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { DateRange } from '../../../parts/form/date-range.tsx';
import { Select } from '../../../parts/form/field.tsx';
import { isNarrowed, type View, WIDE } from '../view.ts';

const MAX_RULES = 200;

interface Props {
  project: Project;
  view: View;
  today: string;
  onChange: (patch: Partial<View>) => void;
}

/** A row of native selects; the days of one's own choice have a calendar. */
export function Filters({ project, view, today, onChange }: Props): JSX.Element {
  const rules = useRuleOptions(project, view.rule);
  const levels = LEVELS.map((level) => ({ value: level as string, label: levelName(level) }));
  return (
    <search class="alerts-filters">
      <Select
        label={t`Severity`}
        value={view.severity ?? ''}
        options={[{ value: '', label: t`Severity` }, ...levels]}
        onChange={(level) => onChange({ severity: (level || undefined) as Level | undefined })}
      />
      <Select
        label={t`Rule`}
        value={view.rule ?? ''}
        options={[{ value: '', label: t`Rule` }, ...rules]}
        onChange={(rule) => onChange({ rule: rule || undefined })}
      />
      <DateRange value={view.period} today={today} any={t`Any time`} onChange={(period) => onChange({ period })} />
      {isNarrowed(view) && (
        <Button kind="quiet" icon="close" onClick={() => onChange(WIDE)}>
          {t`Clear filters`}
        </Button>
      )}
    </search>
  );
}

/** The project's rules by name; one that is gone is still shown while it is chosen. */
function useRuleOptions(project: Project, chosen: string | undefined): { value: string; label: string }[] {
  const load = (signal: AbortSignal) =>
    request.get('/v1/rules', { project: project.id, query: { limit: MAX_RULES }, signal });
  const { data } = useQuery('rules', load);
  return useMemo(() => {
    const options = (data?.data ?? []).map(({ id, name }) => ({ value: id, label: sayName(name) }));
    options.sort((a, b) => a.label.localeCompare(b.label));
    const isKnown = !chosen || options.some(({ value }) => value === chosen);
    return isKnown ? options : [{ value: chosen, label: data ? t`A deleted rule` : t`Loading…` }, ...options];
  }, [data, chosen]);
}
