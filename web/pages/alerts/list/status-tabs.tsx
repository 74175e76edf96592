/** The tabs above the list, with how many alerts wait behind each. */
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { request } from '../../../base/api/api.ts';
import { isOfAlert } from '../../../base/api/live.ts';
import { useQuery } from '../../../base/api/query.ts';
import type { Project } from '../../../base/api/types.ts';
import { formatValue } from '../../../base/words/format.ts';
import { Tabs } from '../../../parts/layer/tabs.tsx';
import { useFrames } from '../../../shell/alert-feed.ts';
import { TABS, type Tab } from '../view.ts';

/** Many changes at once are counted once. */
const COUNT_AFTER_MS = 700;
const COUNT_EVERY_MS = 60_000;

interface Props {
  project: Project;
  tab: Tab;
  onChange: (tab: Tab) => void;
  children: ComponentChildren;
}

/** Open, snoozed, resolved, all. */
export function StatusTabs({ project, tab, onChange, children }: Props): JSX.Element {
  const load = (signal: AbortSignal) => request.get('/v1/alerts/counts', { project: project.id, signal });
  const { data, retry } = useQuery('counts', load, COUNT_EVERY_MS);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useFrames((frame) => {
    if (!isOfAlert(frame)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(retry, COUNT_AFTER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const names: Record<Tab, string> = {
    open: t`Open`,
    snoozed: t`Snoozed`,
    resolved: t`Resolved`,
    all: t({ message: 'All', context: 'alerts' }),
  };
  const counts: Partial<Record<Tab, number>> = {
    open: data ? data.pending + data.acknowledged : 0,
    snoozed: data?.snoozed ?? 0,
  };
  const tabs = TABS.map((value) => {
    const count = counts[value];
    return { value, label: count === undefined ? names[value] : <Counted name={names[value]} count={count} /> };
  });
  return (
    <Tabs label={t`Status`} value={tab} tabs={tabs} onChange={onChange}>
      <div class="alerts-panel">{children}</div>
    </Tabs>
  );
}

function Counted({ name, count }: { name: string; count: number }): JSX.Element {
  return (
    <>
      {`${name} `}
      <span class="tab-count">{count > 0 && formatValue(count, 'count', '')}</span>
    </>
  );
}
