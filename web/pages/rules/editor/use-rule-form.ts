/** The state of the editor: what is typed, what it means, what is wrong with it, and whether anything would be lost. */
import { t } from '@lingui/core/macro';
import { useMemo, useState } from 'preact/hooks';
import { suggestedName } from '../rule-sentence.ts';
import type { PreviewInput, Rule, RuleInput, Terms, Watched } from '../rule-types.ts';
import { type Draft, draftOf } from './draft.ts';
import type { Days } from './preview-panel.tsx';
import { type Faults, readDraft } from './read-draft.ts';
import { refusals, usePreview } from './use-preview.ts';

/** What a rule in the making begins with. */
export type Start = Watched & { name?: string };

/** Everything the drawer needs; `kept` are changes that were about to be lost. */
export function useRuleForm(project: string, start: Start, terms: Terms, kept: Draft | undefined) {
  const [first, setFirst] = useState(() => draftOf(start, terms));
  const [draft, setDraft] = useState(kept ?? first);
  const [days, setDays] = useState<Days>(30);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Faults>({});
  const reading = useMemo(() => readDraft(draft, terms), [draft, terms]);
  const rule = reading.rule as Watched;
  const ready = reading.missing.length === 0 && Object.keys(reading.faults).length === 0;
  const suggested = useMemo(() => (ready ? suggestedName(rule, terms).slice(0, 200) : ''), [ready, rule, terms]);
  const input = { ...reading.rule, name: draft.name.trim() || suggested || '…' } as RuleInput;
  const previewing = usePreview(project, ready ? previewInput(input, days) : undefined);
  const empty = Object.fromEntries(reading.missing.map((field) => [field, t`Still needed.`]));
  const faults = { ...(tried ? empty : {}), ...refusals(previewing.error), ...refused, ...reading.faults };
  const change = (patch: Partial<Draft>) => {
    setDraft((last) => ({ ...last, ...patch }));
    if (Object.keys(refused).length > 0) setRefused({});
  };
  const dirty = useMemo(() => JSON.stringify(draft) !== JSON.stringify(first), [draft, first]);
  const settle = (saved: Rule) => {
    const now = draftOf(saved, terms);
    setFirst(now);
    setDraft(now);
  };
  const form = { draft, terms, faults, change };
  const tell = { tried: () => setTried(true), refused: setRefused, settle };
  return { form, tell, input, rule, ready, dirty, suggested, days, setDays, previewing };
}

/** Name and severity change nothing of what it would have raised. */
function previewInput({ severity: _, name: __, ...rule }: RuleInput, days: Days): PreviewInput {
  return { ...rule, name: 'preview', days };
}
