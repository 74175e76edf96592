/** A table of a cursor list in all its states: loading, empty, failed, "load more"; thousands of rows stay quick. */
import './table.css';
import { plural, t } from '@lingui/core/macro';
import { Component, type ComponentChildren, type JSX } from 'preact';
import type { List } from '../../base/api/list.ts';
import { Button } from '../form/button.tsx';
import { ErrorLine, ErrorState } from './error-state.tsx';
import { Skeleton } from './skeleton.tsx';

export interface Column<T> {
  id: string;
  head: string;
  cell: (row: T) => ComponentChildren;
  /** A track of CSS grid: `minmax(8rem, 2fr)`, `7rem`. */
  width?: string;
  /** Numbers and money are aligned at the end. */
  align?: 'end';
  /** Left out where there is little room. */
  hide?: 'phone' | 'tablet';
}

export interface Selection {
  selected: ReadonlySet<string>;
  onSelect: (ids: string[], on: boolean) => void;
  /** Names a row for screen readers. */
  nameOf: (id: string) => string;
}

interface Props<T> {
  /** What the table lists. */
  label: string;
  list: List<T>;
  /** Keep the same array between renders: rows are drawn again when it changes. */
  columns: Column<T>[];
  idOf: (row: T) => string;
  /** Makes the first cell of each row a button. */
  onOpen?: (row: T) => void;
  /** The row whose details are open. */
  current?: string | undefined;
  selection?: Selection | undefined;
  /** Heads rows that belong together, which follow each other. */
  groupOf?: (row: T) => string;
  empty: ComponentChildren;
  failed: string;
}

/** Rows of one page share a tbody: the browser lays out only those in sight, and more rows leave the others alone. */
const CHUNK = 50;

/** The whole table; `list` is from useList. */
export function Table<T>(props: Props<T>): JSX.Element {
  const { list, failed, empty, label } = props;
  const { rows, error } = list;
  if (!rows && error) {
    return (
      <div class="table-frame">
        <ErrorState title={failed} error={error} onRetry={list.reload} />
      </div>
    );
  }
  if (rows?.length === 0) return <div class="table-frame">{empty}</div>;
  return (
    <div class="table-frame">
      <table class="table" aria-label={label} aria-busy={!rows} style={tracks(props)}>
        <Head {...props} />
        {rows ? (
          chunks(rows).map((chunk, at) => <Chunk key={at} {...props} rows={chunk} before={rows[at * CHUNK - 1]} />)
        ) : (
          <Lines {...props} />
        )}
      </table>
      {rows && <Foot list={list} count={rows.length} />}
    </div>
  );
}

function tracks<T>({ columns, selection }: Props<T>): Record<string, string> {
  const lead = selection ? 'var(--control) ' : '';
  const of = (shown: Column<T>[]) => lead + shown.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  const tablet = columns.filter(({ hide }) => hide !== 'tablet');
  return {
    '--wide': of(columns),
    '--tablet': of(tablet.filter(({ hide }) => hide !== 'tablet')),
    '--phone': of(tablet.filter(({ hide }) => hide !== 'phone')),
  };
}

const chunks = <T,>(rows: T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) => rows.slice(at * CHUNK, (at + 1) * CHUNK));

function classOf<T>({ align, hide }: Column<T>): string {
  return `cell${align ? ' cell-end' : ''}${hide ? ` hide-${hide}` : ''}`;
}

function Head<T>({ columns, selection, list, idOf }: Props<T>): JSX.Element {
  const ids = (selection && list.rows?.map(idOf)) ?? [];
  const count = ids.filter((id) => selection?.selected.has(id)).length;
  return (
    <thead class="table-head">
      <tr class="table-row">
        {selection && (
          <th scope="col" class="cell cell-check">
            <input
              type="checkbox"
              aria-label={t`Select all`}
              checked={count > 0 && count === ids.length}
              indeterminate={count > 0 && count < ids.length}
              onChange={(event) => selection.onSelect(ids, event.currentTarget.checked)}
            />
          </th>
        )}
        {columns.map((column) => (
          <th key={column.id} scope="col" class={classOf(column)}>
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** `before` is the last row of the chunk before. */
type ChunkProps<T> = Props<T> & { rows: T[]; before: T | undefined };

class Chunk<T> extends Component<ChunkProps<T>> {
  override shouldComponentUpdate(next: ChunkProps<T>): boolean {
    const now = this.props;
    const touched = (id: string) =>
      now.selection?.selected.has(id) !== next.selection?.selected.has(id) ||
      (now.current === id) !== (next.current === id);
    return (
      now.columns !== next.columns ||
      now.groupOf !== next.groupOf ||
      now.before !== next.before ||
      now.rows.length !== next.rows.length ||
      next.rows.some((row, at) => row !== now.rows[at] || touched(next.idOf(row)))
    );
  }

  render({ rows, before, columns, groupOf, idOf, onOpen, current, selection }: ChunkProps<T>): JSX.Element {
    return (
      <tbody class="table-chunk" style={{ '--rows': rows.length }}>
        {rows.map((row, place) => {
          const id = idOf(row);
          const group = groupOf?.(row);
          const last = place === 0 ? before : rows[place - 1];
          const begins = group !== undefined && (last === undefined || groupOf?.(last) !== group);
          const shown = (
            <tr key={id} class="table-row" aria-current={id === current || undefined}>
              {selection && (
                <td class="cell cell-check">
                  <input
                    type="checkbox"
                    aria-label={selection.nameOf(id)}
                    checked={selection.selected.has(id)}
                    onChange={(event) => selection.onSelect([id], event.currentTarget.checked)}
                  />
                </td>
              )}
              {columns.map((column, at) => (
                <td key={column.id} class={classOf(column)}>
                  {at === 0 && onOpen ? (
                    <button type="button" class="row-open" onClick={() => onOpen(row)}>
                      {column.cell(row)}
                    </button>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          );
          return begins
            ? [<Group key={group} name={group} span={columns.length + (selection ? 1 : 0)} />, shown]
            : shown;
        })}
      </tbody>
    );
  }
}

function Group({ name, span }: { name: string; span: number }): JSX.Element {
  return (
    <tr class="table-group">
      <th scope="rowgroup" colSpan={span}>
        {name}
      </th>
    </tr>
  );
}

function Lines<T>({ columns, selection }: Props<T>): JSX.Element {
  return (
    <tbody>
      {Array.from({ length: 8 }, (_, row) => (
        <tr key={row} class="table-row">
          {selection && <td class="cell cell-check" />}
          {columns.map((column) => (
            <td key={column.id} class={classOf(column)}>
              <Skeleton shape={column.align ? 'short' : 'text'} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** The table before anything is known of it; also what is prerendered. */
export function TableSkeleton({ label }: { label: string }): JSX.Element {
  return (
    <div class="table-frame">
      <table class="table" aria-label={label} aria-busy="true">
        <tbody>
          {Array.from({ length: 9 }, (_, row) => (
            <tr key={row} class="table-row">
              <td class="cell">
                <Skeleton shape="title" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Foot<T>({ list, count }: { list: List<T>; count: number }): JSX.Element {
  const { error, more, busy } = list;
  return (
    <div class="table-foot">
      {error && <ErrorLine error={error} />}
      <span role="status">{plural(count, { one: '# row', other: '# rows' })}</span>
      {more && (
        <Button onClick={list.loadMore} busy={busy} disabled={busy}>
          {busy ? t`Loading…` : t`Load more`}
        </Button>
      )}
    </div>
  );
}
