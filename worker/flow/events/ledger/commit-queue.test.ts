import { describe, expect, it } from 'vitest';
import type { Append } from '../ingest/prepare.ts';
import type { Order, Outcome } from './commit-group.ts';
import { CommitQueue } from './commit-queue.ts';

const rate = { per_minute: 100, burst: 100 } as unknown as Order['rate'];

/** An append of `n` events, known by the first one's key. */
function order(name: string, n = 1): Order {
  const keys = Array.from({ length: n }, (_, i) => `${name}${i}`);
  return { append: { keys } as unknown as Append, rate };
}

/** A queue over a disk that is done when the test says so. */
function queueOver(write: (group: Order[]) => void = () => {}) {
  const pending: (() => void)[] = [];
  const groups: string[][] = [];
  const failures: unknown[] = [];
  const queue = new CommitQueue({
    synced: () => new Promise((resolve) => pending.push(resolve)),
    commit: (group) => {
      write(group);
      groups.push(group.map(({ append }) => append.keys[0]!));
      return group.map(
        ({ append }): Outcome => ({ statuses: append.keys.map(() => 0), seqs: [groups.length], left: 0 }),
      );
    },
    failed: (error) => failures.push(error),
  });
  const sync = async () => {
    pending.shift()!();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { queue, groups, failures, pending, sync };
}

describe('group commit', () => {
  it('writes all appends that came while the disk was busy in one transaction, in their order', async () => {
    const { queue, groups, sync } = queueOver();
    const replies = ['a', 'b', 'c'].map((name) => queue.join(order(name)));
    expect(groups).toEqual([]);
    await sync();
    expect(groups).toEqual([['a0', 'b0', 'c0']]);
    expect((await Promise.all(replies)).map(({ seqs }) => seqs)).toEqual([[1], [1], [1]]);
  });

  it('waits for the disk once for each transaction', async () => {
    const { queue, groups, pending, sync } = queueOver();
    void queue.join(order('a'));
    void queue.join(order('b'));
    expect(pending).toHaveLength(1);
    await sync();
    void queue.join(order('c'));
    expect(pending).toHaveLength(1);
    await sync();
    expect(groups).toEqual([['a0', 'b0'], ['c0']]);
  });

  it('takes 2,000 events at most, the rest with the next transaction', async () => {
    const { queue, groups, pending, sync } = queueOver();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void queue.join(order(name, 500));
    await sync();
    expect(groups).toEqual([['a0', 'b0', 'c0', 'd0']]);
    expect(pending).toHaveLength(1);
    await sync();
    expect(groups[1]).toEqual(['e0']);
    expect(pending).toHaveLength(0);
  });

  it('takes an append that is larger than that by itself', async () => {
    const { queue, groups, sync } = queueOver();
    void queue.join(order('a', 5_000));
    void queue.join(order('b'));
    await sync();
    await sync();
    expect(groups).toEqual([['a0'], ['b0']]);
  });

  it('gives no outcome to appends whose transaction failed, and tells of it', async () => {
    const broken = new Error('disk full');
    const { queue, failures, sync } = queueOver(() => {
      throw broken;
    });
    const settled: unknown[] = [];
    void queue.join(order('a')).then((outcome) => settled.push(outcome));
    await sync();
    expect(failures).toEqual([broken]);
    expect(settled).toEqual([]);
  });
});
