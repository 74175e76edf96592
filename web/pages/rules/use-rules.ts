/** The project's rules and what they raised of late, kept fresh, with what this person has just changed. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { DAY_MS } from '../../../worker/shared/durations.ts';
import { request } from '../../base/api/api.ts';
import { isOfAlert } from '../../base/api/live.ts';
import { type Query, useQuery } from '../../base/api/query.ts';
import type { Page } from '../../base/api/types.ts';
import { useFrames } from '../../shell/alert-feed.ts';
import type { Alert, Rule } from './rule-types.ts';

const REFRESH_MS = 30_000;
const PAGE = 200;
/** More alerts than this are not fetched: the oldest days of the history then stay unknown. */
const MAX_PAGES = 5;
/** Days that the history of a rule shows. */
export const HISTORY_DAYS = 30;

export interface Rules {
  /** Oldest first; undefined until they are here. */
  rules: Rule[] | undefined;
  query: Query<Rule[]>;
  /** Shows a changed rule before the next reply. */
  put: (rule: Rule) => void;
  drop: (id: string) => void;
}

/** Every rule of the project. */
export function useRules(project: string): Rules {
  const query = useQuery(
    `rules ${project}`,
    (signal) => all((cursor) => request.get('/v1/rules', { project, query: { limit: PAGE, cursor }, signal })),
    REFRESH_MS,
  );
  const [own, setOwn] = useState(new Map<string, Rule | null>());
  const rules = useMemo(() => query.data && merged(query.data, own), [query.data, own]);
  const put = useCallback((rule: Rule) => setOwn((last) => new Map(last).set(rule.id, rule)), []);
  const drop = useCallback((id: string) => setOwn((last) => new Map(last).set(id, null)), []);
  return { rules, query, put, drop };
}

/** A reply may be older than the last change: the higher revision is the newer one. */
function merged(loaded: Rule[], own: Map<string, Rule | null>): Rule[] {
  const known = new Set(loaded.map(({ id }) => id));
  const fresh = [...own.values()].filter((rule): rule is Rule => rule !== null && !known.has(rule.id));
  const rest = loaded
    .filter(({ id }) => own.get(id) !== null)
    .map((rule) => {
      const mine = own.get(rule.id);
      return mine && mine.revision > rule.revision ? mine : rule;
    });
  return [...rest, ...fresh];
}

async function all<T>(page: (cursor: string | undefined) => Promise<Page<T>>, most = Infinity): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < most; pages++) {
    const { data, next_cursor } = await page(cursor);
    rows.push(...data);
    if (!next_cursor) break;
    cursor = next_cursor;
  }
  return rows;
}

/** What each rule raised within the last days. */
export interface History {
  byRule: Map<string, Alert[]>;
  /** Before this moment (ms) not everything is known. */
  since: number;
}

/** After an alert has changed others may follow at once: they are read together. */
const SOON_MS = 1_000;

/** The alerts of the last days, newest first, by rule; read again when one is raised or changes. */
export function useHistory(project: string): Query<History> {
  const query = useQuery(
    `history ${project}`,
    async (signal) => {
      const from = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString();
      const ask = (cursor?: string) =>
        request.get('/v1/alerts', { project, query: { from, limit: PAGE, cursor }, signal });
      const alerts = await all(ask, MAX_PAGES);
      const cut = alerts.length >= MAX_PAGES * PAGE;
      const since = Date.parse((cut && alerts.at(-1)?.created_at) || from);
      return { byRule: Map.groupBy(alerts, ({ rule_id }) => rule_id), since };
    },
    REFRESH_MS,
  );
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(soon.current), []);
  useFrames((frame) => {
    if (!isOfAlert(frame)) return;
    clearTimeout(soon.current);
    soon.current = setTimeout(query.retry, SOON_MS);
  });
  return query;
}
