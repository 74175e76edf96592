/** Lists of the settings: a panel with a heading and rows, in all their states. */
import './rows.css';
import { t } from '@lingui/core/macro';
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { List } from '../../base/api/list.ts';
import { ErrorLine, ErrorState } from '../../parts/data/error-state.tsx';
import { Skeleton } from '../../parts/data/skeleton.tsx';
import { Button } from '../../parts/form/button.tsx';

export { Badge } from '../../parts/data/badge.tsx';

interface SectionProps {
  title: ComponentChildren;
  lead?: ComponentChildren;
  /** The button of the section, beside its heading. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

/** A panel with a heading. */
export function Section({ title, lead, action, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section class="panel section" aria-labelledby={id}>
      <div class="section-head">
        <div class="section-title">
          <h2 id={id}>{title}</h2>
          {lead && <p class="section-lead">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

interface RowsProps<T> {
  list: List<T>;
  /** What could not be loaded, as a sentence. */
  failed: string;
  empty: ComponentChildren;
  children: (row: T) => JSX.Element;
}

/** The rows of a list with its loading, error, empty and "load more" states. */
export function Rows<T>({ list, failed, empty, children }: RowsProps<T>): JSX.Element {
  const { rows, error, more, busy } = list;
  if (!rows && error) return <ErrorState title={failed} error={error} onRetry={list.reload} />;
  if (!rows) return <RowLines />;
  if (rows.length === 0) return <>{empty}</>;
  return (
    <>
      <ul class="rows">{rows.map(children)}</ul>
      {error && <ErrorLine error={error} />}
      {more && (
        <Button onClick={list.loadMore} busy={busy} disabled={busy}>
          {busy ? t`Loading…` : t`Load more`}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  title: ComponentChildren;
  /** Small marks after the title. */
  marks?: ComponentChildren;
  children?: ComponentChildren;
  /** What can be done with it. */
  actions?: ComponentChildren;
}

/** One row: what it is, what there is to know, what can be done. */
export function Row({ title, marks, children, actions }: RowProps): JSX.Element {
  return (
    <li class="row">
      <div class="row-text">
        <p class="row-title">
          <span>{title}</span> {marks}
        </p>
        {children && <div class="row-detail">{children}</div>}
      </div>
      {actions && <div class="row-actions">{actions}</div>}
    </li>
  );
}

/** Rows that are on their way. */
export function RowLines(): JSX.Element {
  return (
    <ul class="rows" aria-busy="true">
      {[0, 1, 2].map((row) => (
        <li key={row} class="row">
          <div class="row-text">
            <p class="row-title">
              <Skeleton shape="title" />
            </p>
            <div class="row-detail">
              <Skeleton shape="value" />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A section that is on its way. */
export function RowsSkeleton(): JSX.Element {
  return (
    <div class="panel section" aria-busy="true">
      <div class="section-head">
        <Skeleton shape="title" />
      </div>
      <RowLines />
    </div>
  );
}
