import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../worker/shared/durations.ts';
import { Alarms } from './alarms.ts';
import { applySteps } from './steps.ts';

type Name = 'a' | 'b' | 'c';

/** Runs inside the storage of a fresh ledger, which has a table of alarms and nothing in it. */
async function within(run: (storage: DurableObjectStorage) => Promise<void>): Promise<void> {
  const stub = env.LEDGER.get(env.LEDGER.newUniqueId());
  await runInDurableObject(stub, async (_, state) => {
    await run(state.storage);
    await state.storage.deleteAlarm();
  });
}

const rows = ({ sql }: DurableObjectStorage) =>
  Object.fromEntries(
    sql
      .exec<{ name: string; due_at: number }>('SELECT * FROM alarms')
      .toArray()
      .map((r) => [r.name, r.due_at]),
  );

const SOON = Date.now() + HOUR_MS;

describe('named alarms', () => {
  it('ring at the earliest time asked for, and the object is woken for the first of them', () =>
    within(async (storage) => {
      const alarms = new Alarms<Name>(storage);
      alarms.atLatest('a', SOON + 500);
      alarms.atLatest('a', SOON + 900);
      alarms.atLatest('b', SOON + 700);
      expect(await storage.getAlarm()).toBe(SOON + 500);
      alarms.atLatest('b', SOON + 100);
      expect(rows(storage)).toEqual({ a: SOON + 500, b: SOON + 100 });
      expect(await storage.getAlarm()).toBe(SOON + 100);
    }));

  it('run when due and not before; what is done goes, what comes again stays', () =>
    within(async (storage) => {
      const alarms = new Alarms<Name>(storage);
      alarms.atLatest('a', SOON);
      alarms.atLatest('b', SOON + 10);
      alarms.atLatest('c', SOON + 99_000);
      const rung: string[] = [];
      const failures = await alarms.ring(SOON + 10, async (name) => {
        rung.push(name);
        return name === 'a' ? undefined : SOON + 50_000;
      });
      expect(failures).toEqual([]);
      expect(rung.sort()).toEqual(['a', 'b']);
      expect(rows(storage)).toEqual({ b: SOON + 50_000, c: SOON + 99_000 });
      expect(await storage.getAlarm()).toBe(SOON + 50_000);
    }));

  it('that fail are run again after ten seconds, and keep no other from running', () =>
    within(async (storage) => {
      const alarms = new Alarms<Name>(storage);
      alarms.atLatest('a', SOON);
      alarms.atLatest('b', SOON);
      const error = new Error('no');
      let ran = 0;
      const failures = await alarms.ring(SOON, async (name) => {
        ran += 1;
        if (name === 'a') throw error;
        return undefined;
      });
      expect([failures, ran]).toEqual([[error], 2]);
      expect(rows(storage)).toEqual({ a: SOON + 10_000 });
      expect(await storage.getAlarm()).toBe(SOON + 10_000);
    }));

  it('outlive their object', () =>
    within(async (storage) => {
      new Alarms<Name>(storage).atLatest('a', SOON);
      const again = new Alarms<Name>(storage);
      again.atLatest('a', SOON + 1);
      expect(rows(storage)).toEqual({ a: SOON });
      const rung: string[] = [];
      await again.ring(SOON, async (name) => {
        rung.push(name);
        return undefined;
      });
      expect(rung).toEqual(['a']);
      expect(rows(storage)).toEqual({});
    }));
});

describe('steps of a schema', () => {
  it('run once each, in order, and only ever grow', () =>
    within(async (storage) => {
      storage.sql.exec('DELETE FROM steps');
      const steps = ['CREATE TABLE one (x)', 'ALTER TABLE one ADD COLUMN y'];
      applySteps(storage, steps.slice(0, 1));
      applySteps(storage, steps);
      applySteps(storage, steps);
      storage.sql.exec('INSERT INTO one (x, y) VALUES (1, 2)');
      expect(() => applySteps(storage, ['CREATE TABLE two (x, y)', steps[1]!])).toThrow('Step 0 was changed');
      // Code of an earlier deploy meets the schema of a later one.
      applySteps(storage, steps.slice(0, 1));
      expect(storage.sql.exec('SELECT count(*) AS n FROM steps').one()).toEqual({ n: 2 });
    }));

  it('that fail leave nothing of themselves', () =>
    within(async (storage) => {
      storage.sql.exec('DELETE FROM steps');
      const broken = ['CREATE TABLE one (x)', 'CREATE TABLE two (x); INSERT INTO nowhere VALUES (1)'];
      expect(() => applySteps(storage, broken)).toThrow();
      const names = storage.sql.exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE name IN ('one', 'two')`);
      expect(names.toArray()).toEqual([{ name: 'one' }]);
      applySteps(storage, [broken[0]!, 'CREATE TABLE two (x, y)']);
      storage.sql.exec('INSERT INTO two (x, y) VALUES (1, 2)');
    }));
});
