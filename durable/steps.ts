/** Append-only schema steps of a Durable Object's SQLite; refuses to run over a history that was changed. */

/** Empties an object's storage for ever, its alarm included. */
export async function emptyStorage(storage: DurableObjectStorage): Promise<void> {
  await storage.deleteAlarm();
  await storage.deleteAll();
}

/** Applies the steps an object has not seen yet. `steps` may only ever grow at its end. */
export function applySteps(storage: DurableObjectStorage, steps: readonly string[]): void {
  const { sql } = storage;
  sql.exec('CREATE TABLE IF NOT EXISTS steps (n INTEGER PRIMARY KEY, length INTEGER NOT NULL)');
  const done = sql.exec<{ n: number; length: number }>('SELECT n, length FROM steps ORDER BY n').toArray();
  for (const { n, length } of done) {
    // A newer deploy may have run more steps; only those that this code knows can be compared.
    const step = steps[n];
    if (step !== undefined && step.length !== length) throw new Error(`Step ${n} was changed after it ran.`);
  }
  for (let n = done.length; n < steps.length; n++) {
    const step = steps[n]!;
    storage.transactionSync(() => {
      sql.exec(step);
      sql.exec('INSERT INTO steps (n, length) VALUES (?, ?)', n, step.length);
    });
  }
}
