/** Named alarms over the one alarm that a Durable Object has. */

/** The step that makes the table of named alarms; belongs into the object's list of steps. */
export const ALARMS_STEP = 'CREATE TABLE alarms (name TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID';

const RETRY_MS = 10_000;

/** Keeps what is due when. A handler that fails is run again after ten seconds; the platform gives up after six tries, this never. */
export class Alarms<Name extends string> {
  readonly #storage: DurableObjectStorage;
  readonly #due = new Map<Name, number>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    for (const row of storage.sql.exec<{ name: string; due_at: number }>('SELECT name, due_at FROM alarms')) {
      this.#due.set(row.name as Name, row.due_at);
    }
  }

  /** Sets the alarm `name` to `due_at` (ms) unless it is due earlier already. */
  atLatest(name: Name, due_at: number): void {
    const known = this.#due.get(name);
    if (known !== undefined && known <= due_at) return;
    this.#set(name, due_at);
    this.#arm();
  }

  /** Runs what is due; call it from the object's `alarm()`. `run` returns when the name is due next, if ever. */
  async ring(now: number, run: (name: Name) => Promise<number | undefined>): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (const [name, due_at] of [...this.#due]) {
      if (due_at > now) continue;
      try {
        const next = await run(name);
        if (this.#due.get(name) !== due_at) continue;
        if (next === undefined) this.#clear(name);
        else this.#set(name, next);
      } catch (error) {
        failures.push(error);
        this.#set(name, now + RETRY_MS);
      }
    }
    this.#arm();
    return failures;
  }

  #set(name: Name, due_at: number): void {
    this.#storage.sql.exec('INSERT OR REPLACE INTO alarms (name, due_at) VALUES (?, ?)', name, due_at);
    this.#due.set(name, due_at);
  }

  #clear(name: Name): void {
    this.#storage.sql.exec('DELETE FROM alarms WHERE name = ?', name);
    this.#due.delete(name);
  }

  #arm(): void {
    const next = Math.min(...this.#due.values());
    // The platform refuses 0, which a row that was broken may ask for.
    if (Number.isFinite(next)) void this.#storage.setAlarm(Math.max(next, 1));
  }
}
