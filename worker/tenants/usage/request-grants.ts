/** A tenant's requests of this minute at its Hub: blocks for isolates, remembered across restarts. */
import { planOf } from '../plans/index.ts';
import { loadWindow, saveWindow } from './hub-store.ts';
import { type Grant, grantRequests, keptMark, type RequestWindow } from './request-window.ts';

export class RequestGrants {
  readonly #sql: SqlStorage;
  /** The current window of requests, and how much of it is on disk as given out. */
  #window: RequestWindow | undefined;
  #marked: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#window = loadWindow(sql);
    this.#marked = this.#window?.granted ?? 0;
  }

  /** A block for one isolate, which has spent `spent` requests of the minute already. */
  grant(plan: string, spent: number, now: number): Grant {
    const limit = planOf(plan).requests_per_minute;
    const { window, grant } = grantRequests(this.#window, limit, spent, now);
    const isNew = window.started_at !== this.#window?.started_at;
    this.#window = window;
    // A row for every eighth of the limit instead of one for every grant.
    if (isNew || window.granted > this.#marked) {
      this.#marked = keptMark(window.granted, limit);
      saveWindow(this.#sql, { ...window, granted: this.#marked });
    }
    return grant;
  }
}
