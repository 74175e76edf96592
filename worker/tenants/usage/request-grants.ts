/** A tenant's requests of this minute at its Hub: blocks for isolates, remembered across restarts. */
import { planOf } from '../plans/index.ts';
import { loadWindow, saveWindow } from './hub-store.ts';
import { type Grant, grantRequests, type RequestWindow } from './request-window.ts';

export class RequestGrants {
  readonly #storage: DurableObjectStorage;
  #window: RequestWindow | undefined;
  #saving: Promise<void> | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#window = loadWindow(storage.sql);
  }

  /**
   * A block for one isolate, which has spent `spent` requests of the minute already. It is on disk when this returns, so that a
   * restart neither gives it out again nor loses any other.
   */
  async grant(plan: string, spent: number, now: number): Promise<Grant> {
    const { window, grant } = grantRequests(this.#window, planOf(plan).requests_per_minute, spent, now);
    this.#window = window;
    if (grant.quantity > 0) await this.#save();
    return grant;
  }

  /** Grants of one moment share a write. */
  #save(): Promise<void> {
    this.#saving ??= this.#write();
    return this.#saving;
  }

  async #write(): Promise<void> {
    try {
      await this.#storage.sync();
    } finally {
      this.#saving = undefined;
    }
    if (this.#window) saveWindow(this.#storage.sql, this.#window);
  }
}
