/** The list, what narrows it, what can be done with it by mouse and by keyboard, and the alert that is open. */
import { plural, t } from '@lingui/core/macro';
import type { JSX, RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Alert } from '../../../base/api/live.ts';
import type { Project, Session } from '../../../base/api/types.ts';
import { addDays, todayIn } from '../../../base/time/calendar.ts';
import { useToday } from '../../../base/time/clock.ts';
import { sayName } from '../../../base/words/template-names.ts';
import { type Selection, Table } from '../../../parts/data/table.tsx';
import { Button } from '../../../parts/form/button.tsx';
import { can } from '../../../shell/session.tsx';
import { Asking } from '../actions/action-dialogs.tsx';
import type { Question } from '../actions/question.ts';
import { useMoves } from '../actions/use-actions.ts';
import { useOpenAlert } from '../detail/use-open-alert.ts';
import { readView, type View, viewUrl, WIDE } from '../view.ts';
import { dayName } from '../words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { columns } from './columns.tsx';
import { Filters } from './filters.tsx';
import { NoAlerts } from './no-alerts.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { StatusTabs } from './status-tabs.tsx';
import { type Inbox as InboxList, useInbox } from './use-inbox.ts';
import { useInboxKeys } from './use-inbox-keys.ts';

const idOf = ({ id }: Alert) => id;

interface Shown {
  session: Session;
  project: Project;
}

/** Everything below the heading. */
export function Inbox({ session, project }: Shown): JSX.Element {
  const { query, route } = useLocation();
  const view = readView(query);
  const change = (patch: Partial<View>, replace = false) => route(viewUrl({ ...view, ...patch }), replace);
  const open = (id: string | undefined, replace = false) => change({ alert: id }, replace);
  const today = useToday(project.timezone);
  const inbox = useInbox(project, view, today);
  const rows = inbox.list.rows ?? [];
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [question, ask] = useState<Question>();
  const select = (ids: string[], on: boolean) => setSelected((last) => withAll(last, ids, on));
  const chosen = useMemo(() => rows.filter(({ id }) => selected.has(id)), [rows, selected]);
  const box = useRef<HTMLDivElement>(null);
  const act = useMoves(session.user.email);
  const may = can(session, 'alerts:acknowledge');
  const Detail = useDetail(view.alert !== undefined);
  const detail = useOpenAlert(project, view.alert, rows);
  const meant = { open: view.alert, openAlert: detail.data, chosen };
  useInboxKeys({ box, rows, ...meant, may, act, ask, onOpen: open, onSelect: select });
  return (
    <>
      <StatusTabs project={project} tab={view.tab} onChange={(tab) => change({ tab })}>
        <Listing {...{ project, view, today, inbox, box, change }} selection={may ? { selected, select } : undefined} />
      </StatusTabs>
      {chosen.length > 0 && <BulkBar alerts={chosen} act={act} ask={ask} onClear={() => setSelected(new Set())} />}
      {view.alert && Detail && (
        <Detail
          key={view.alert}
          {...{ detail, session, project, act, may, ask }}
          onClose={() => open(undefined, true)}
        />
      )}
      {question && <Asking question={question} act={act} onClose={() => ask(undefined)} />}
      <Shortcuts may={may} />
    </>
  );
}

interface ListingProps {
  project: Project;
  view: View;
  today: string;
  inbox: InboxList;
  box: RefObject<HTMLDivElement | null>;
  change: (patch: Partial<View>) => void;
  /** Left out for those who may only look. */
  selection: { selected: ReadonlySet<string>; select: Selection['onSelect'] } | undefined;
}

function Listing({ project, view, today, inbox, box, change, selection }: ListingProps): JSX.Element {
  const { list, held, showHeld } = inbox;
  const shown = useMemo(columns, []);
  const groupOf = useMemo(() => dayOf(project.timezone, today), [project.timezone, today]);
  const nameOf = (id: string) => sayName(list.rows?.find((row) => row.id === id)?.title ?? id);
  return (
    <>
      <Filters {...{ project, view, today }} onChange={change} />
      {held > 0 && (
        <Button kind="primary" icon="up" onClick={showHeld}>
          {plural(held, { one: 'Show # new alert', other: 'Show # new alerts' })}
        </Button>
      )}
      <div class="alerts-list" ref={box}>
        <Table
          label={t`Alerts`}
          list={list}
          columns={shown}
          idOf={idOf}
          onOpen={({ id }) => change({ alert: id })}
          current={view.alert}
          selection={selection && { selected: selection.selected, onSelect: selection.select, nameOf }}
          groupOf={groupOf}
          empty={<NoAlerts view={view} onClear={() => change(WIDE)} />}
          failed={t`The alerts could not be loaded`}
        />
      </div>
    </>
  );
}

type DetailPart = typeof import('../detail/alert-detail.tsx').AlertDetail;

/** The drawer and its chart are loaded with the first alert that is opened. */
function useDetail(wanted: boolean): DetailPart | undefined {
  const [part, setPart] = useState<{ Detail: DetailPart }>();
  useEffect(() => {
    if (wanted && !part)
      import('../detail/alert-detail.tsx').then(({ AlertDetail }) => setPart({ Detail: AlertDetail }));
  }, [wanted, part]);
  return part?.Detail;
}

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
