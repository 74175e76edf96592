/** A list of events under filters: tools, what is new, the table, the details of one, and the file. */
import './error-words.ts';
import './events.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { useList } from '../base/api/list.ts';
import type { Page, Project, Session, StoredEvent } from '../base/api/types.ts';
import { Skeleton } from '../parts/data/skeleton.tsx';
import { type Column, Table, TableSkeleton } from '../parts/data/table.tsx';
import { useSignInWhenExpired } from '../shell/session.tsx';
import { someHidden } from './contact-links.tsx';
import { CsvButton } from './csv-button.tsx';
import { EventDrawer } from './event-drawer.tsx';
import { HiddenNote } from './hidden-note.tsx';
import { Newer } from './new-rows.tsx';

/** Where the events come from; another key is another list. */
export interface Source {
  key: string;
  load: (cursor: string | null, limit: number, signal: AbortSignal) => Promise<Page<StoredEvent>>;
  /** What was received last under the same filters; absent where nothing new can come. */
  received?: (limit: number, signal: AbortSignal) => Promise<Page<StoredEvent>>;
}

interface Props {
  project: Project;
  /** Of lists of people: says why their addresses are hidden. */
  session?: Session;
  source: Source;
  columns: Column<StoredEvent>[];
  label: string;
  failed: string;
  /** The name of the CSV file. */
  file: string;
  tools: ComponentChildren;
  empty: ComponentChildren;
  /** The event whose details are open. */
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}

const PAGE = 50;

/** Rows open their details, which have an address of their own. */
export function EventList({ project, session, source, columns, open, onOpen, ...rest }: Props): JSX.Element {
  const { label, failed, file, tools, empty } = rest;
  const list = useList(source.key, (cursor, signal) => source.load(cursor, PAGE, signal));
  useSignInWhenExpired(list);
  // With thousands of rows neither is looked for again because something else has changed.
  const hidden = useMemo(() => session !== undefined && someHidden(list.rows), [session, list.rows]);
  const known = useMemo(() => list.rows?.find(({ id }) => id === open), [list.rows, open]);
  const latest = useRef(onOpen);
  latest.current = onOpen;
  const openRow = useCallback((event: StoredEvent) => latest.current(event.id), []);
  const close = useCallback(() => latest.current(undefined), []);
  return (
    <div class="events">
      <div class="events-tools">
        {tools}
        {list.rows?.length !== 0 && !(list.error && !list.rows) && (
          <div class="events-file">
            <CsvButton key={source.key} name={file} timezone={project.timezone} load={source.load} />
          </div>
        )}
      </div>
      {session && hidden && <HiddenNote session={session} project={project} />}
      {source.received && <Newer list={list} listKey={source.key} received={source.received} />}
      <Table {...{ list, columns, label, failed }} idOf={idOf} onOpen={openRow} current={open} empty={empty} />
      {open !== undefined && <EventDrawer project={project} id={open} known={known} onClose={close} />}
    </div>
  );
}

const idOf = ({ id }: StoredEvent) => id;

/** The same shape without content. */
export function EventListSkeleton(): JSX.Element {
  return (
    <div class="events" aria-busy="true">
      <div class="events-tabs">
        <Skeleton shape="control" />
      </div>
      <div class="events-tools">
        <Skeleton shape="control" />
        <Skeleton shape="control" />
      </div>
      <TableSkeleton label={t`Loading…`} />
    </div>
  );
}
