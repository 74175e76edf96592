/** The table in each of its states. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { type Column, Table } from '../../../parts/data/table.tsx';
import { listOf, PROBLEM, type Row, rowsOf } from './samples.ts';
import { Shelf } from './shelf.tsx';

const COLUMNS: Column<Row>[] = [
  { id: 'name', head: 'Order', cell: (row) => row.name, width: 'minmax(8rem, 2fr)' },
  { id: 'type', head: 'Type', cell: (row) => row.type, hide: 'phone' },
  { id: 'at', head: 'When', cell: (row) => row.at, hide: 'tablet' },
  { id: 'amount', head: 'Amount', cell: (row) => row.amount, align: 'end', width: '7rem' },
];
const ROWS = rowsOf(6);

/** Rows, selection, loading, nothing, an error at the start and one later. */
export function Tables(): JSX.Element {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['row_1']));
  const select = (ids: string[], on: boolean) => {
    const next = new Set(selected);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setSelected(next);
  };
  const shared = { columns: COLUMNS, idOf: (row: Row) => row.id, failed: 'The orders could not be loaded' };
  const empty = (
    <EmptyState
      title="No orders yet"
      icon="list"
      command={{ label: 'Command', text: 'npm run import -- orders.ndjson' }}
    >
      Import a file, or send the first event.
    </EmptyState>
  );
  const selection = { selected, onSelect: select, nameOf: (id: string) => `Select ${id}` };
  return (
    <Shelf name="Table" wide>
      <Table
        label="Orders"
        list={listOf({ rows: ROWS, more: true })}
        {...{ ...shared, empty, selection }}
        onOpen={() => undefined}
        current="row_3"
      />
      <Table label="Orders, loading" list={listOf<Row>({ busy: true })} {...{ ...shared, empty }} />
      <Table label="Orders, none" list={listOf<Row>({ rows: [] })} {...{ ...shared, empty }} />
      <Table label="Orders, failed" list={listOf<Row>({ error: PROBLEM })} {...{ ...shared, empty }} />
      <Table
        label="Orders, more failed"
        list={listOf({ rows: ROWS.slice(0, 2), more: true, error: PROBLEM })}
        {...{ ...shared, empty }}
      />
    </Shelf>
  );
}
