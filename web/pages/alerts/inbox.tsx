/** The list, what narrows it, what can be done with it by mouse and by keyboard, and the alert that is open. */
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { addDays, todayIn } from '../../calendar.ts';
import type { Project, Session } from '../../client.ts';
import { useToday } from '../../clock.ts';
import type { Alert } from '../../live.ts';
import { Button } from '../../parts/button.tsx';
import { Table } from '../../parts/table.tsx';
import { can } from '../../session.tsx';
import { AlertDetail } from './alert-detail.tsx';
import { Asking, type Question } from './asking.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { columns } from './columns.tsx';
import { Filters } from './filters.tsx';
import { NoAlerts } from './no-alerts.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { StatusTabs } from './status-tabs.tsx';
import { useInbox } from './use-inbox.ts';
import { useInboxKeys } from './use-inbox-keys.ts';
import { useMoves } from './use-moves.ts';
import { useOpenAlert } from './use-open-alert.ts';
import { readView, type View, viewUrl } from './view.ts';
import { dayName } from './words.ts';

const idOf = ({ id }: Alert) => id;

/** Everything below the heading. */
export function Inbox({ session, project }: { session: Session; project: Project }): JSX.Element {
  const { query, route } = useLocation();
  const view = readView(query);
  const change = (patch: Partial<View>, replace = false) => route(viewUrl({ ...view, ...patch }), replace);
  const today = useToday(project.timezone);
  const { list, held, showHeld } = useInbox(project, view, today);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [question, setQuestion] = useState<Question>();
  const box = useRef<HTMLDivElement>(null);
  const act = useMoves(session.user.email);
  const may = can(session, 'alerts:acknowledge');
  const rows = list.rows ?? [];
  const chosen = useMemo(() => rows.filter(({ id }) => selected.has(id)), [rows, selected]);
  const select = (ids: string[], on: boolean) => setSelected((last) => withAll(last, ids, on));
  const shown = useMemo(columns, []);
  const groupOf = useMemo(() => dayOf(project.timezone, today), [project.timezone, today]);
  const open = (id: string | undefined, replace = false) => change({ alert: id }, replace);
  useInboxKeys({ box, rows, open: view.alert, chosen, may, select, onOpen: open, act, ask: setQuestion });
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.title ?? id;
  const panel = (
    <>
      <Filters {...{ project, view, today }} onChange={change} />
      {held > 0 && <Button kind="primary" onClick={showHeld}>{t`Show what is new`}</Button>}
      <div class="alerts-list" ref={box}>
        <Table
          label={t`Alerts`}
          list={list}
          columns={shown}
          idOf={idOf}
          onOpen={({ id }) => open(id)}
          current={view.alert}
          selection={may ? { selected, onSelect: select, nameOf } : undefined}
          groupOf={groupOf}
          empty={<NoAlerts view={view} onClear={() => change(CLEAR)} />}
          failed={t`The alerts could not be loaded`}
        />
      </div>
    </>
  );
  return (
    <>
      <StatusTabs project={project} tab={view.tab} onChange={(tab) => change({ tab })}>
        {panel}
      </StatusTabs>
      {chosen.length > 0 && (
        <BulkBar alerts={chosen} act={act} ask={setQuestion} onClear={() => setSelected(new Set())} />
      )}
      {view.alert && (
        <AlertDetail
          key={view.alert}
          detail={detail}
          {...{ session, project, act, may }}
          ask={setQuestion}
          onClose={() => open(undefined, true)}
        />
      )}
      {question && <Asking question={question} act={act} onClose={() => setQuestion(undefined)} />}
      <Shortcuts may={may} />
    </>
  );
}

const CLEAR = { severity: undefined, rule: undefined, span: 'any' as const, from: undefined, to: undefined };

function withAll(last: ReadonlySet<string>, ids: string[], on: boolean): ReadonlySet<string> {
  const next = new Set(last);
  for (const id of ids) on ? next.add(id) : next.delete(id);
  return next;
}

/** Every zone's days begin on one of these. */
const QUARTER_MS = 900_000;

/** Names the day of an alert, as the project counts days; asking the calendar for each of thousands would take too long. */
function dayOf(timezone: string, today: string): (alert: Alert) => string {
  const yesterday = addDays(today, -1);
  const days = new Map<number, string>();
  return ({ created_at }) => {
    const at = Date.parse(created_at);
    const quarter = Math.floor(at / QUARTER_MS);
    const known = days.get(quarter) ?? dayName(todayIn(timezone, at), today, yesterday);
    days.set(quarter, known);
    return known;
  };
}
