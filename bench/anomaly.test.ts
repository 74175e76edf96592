import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anomaly } from './anomaly.ts';
import { METHODS } from './detector/streams.ts';
import type { Row } from './report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'streams-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A noisy stream of five minutes with a jump to five times its level from `jump` on for an hour. */
function lines(count: number, jump: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ');
    return `${at},${(i >= jump && i < jump + 12 ? 5 : 1) * (100 + ((i * 7919) % 23))}`;
  });
}

function save(path: string, rows: string[]): void {
  mkdirSync(join(folder, 'in', path, '..'), { recursive: true });
  writeFileSync(join(folder, 'in', path), `timestamp,value\n${rows.join('\n')}`);
}

async function rows(...args: string[]): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of anomaly(['anomaly', '--data', join(folder, 'in'), ...args])) all.push(row);
  return all;
}

describe('bench anomaly', () => {
  it('writes the same tree with a score from 0 to 1, and the score of the labels', async () => {
    save('a/one.csv', lines(1500, 1000));
    save('two.csv', lines(900, 700));
    const stamp = (i: number) => lines(i + 1, 0)[i]!.split(',')[0];
    writeFileSync(join(folder, 'in/windows.json'), JSON.stringify({ 'a/one.csv': [[stamp(990), stamp(1060)]] }));
    const out = join(folder, 'out');
    const found = await rows('--scores', out);
    expect(found.find(({ metric }) => metric === 'default.nab.standard')!.value).toBeGreaterThan(80);
    expect(found.some(({ metric }) => metric === 'zscore.nab.standard')).toBe(true);
    const written = readFileSync(join(out, 'a/one.csv'), 'utf8').trimEnd().split('\n');
    expect(written[0]).toBe('timestamp,value,anomaly_score');
    expect(written.slice(1).map((line) => line.split(',').slice(0, 2).join(','))).toEqual(lines(1500, 1000));
    const scores = written.slice(1).map((line) => Number(line.split(',')[2]));
    expect(scores.every((score) => score >= 0 && score < 1)).toBe(true);
    expect(scores.indexOf(Math.max(...scores))).toBe(1000);
    expect(readFileSync(join(out, 'two.csv'), 'utf8').split('\n')).toHaveLength(902);
  });

  it.each(Object.keys(METHODS))('%s scores each point from those before it only', async (method) => {
    const all = lines(800, 600);
    const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8').split('\n');
    save('long.csv', all);
    save('short.csv', all.slice(0, 650));
    await rows('--method', method, '--scores', join(folder, 'out'));
    expect(read('short.csv').slice(0, 651)).toEqual(read('long.csv').slice(0, 651));
  });

  it('keeps lines that are no points, with the score 0', async () => {
    const odd = lines(400, 1000)
      .with(200, '2026-01-01 16:40:00,')
      .with(201, 'soon,5')
      .with(202, '2026-01-01 16:50:00,NaN');
    save('odd.csv', odd);
    await rows('--scores', join(folder, 'out'));
    const written = readFileSync(join(folder, 'out/odd.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(written.slice(200, 203)).toEqual(odd.slice(200, 203).map((line) => `${line},0`));
    expect(written.every((line) => Number.isFinite(Number(line.split(',').at(-1))))).toBe(true);
  });

  it('names what it does not know', async () => {
    await expect(rows('--method', 'magic')).rejects.toThrow('default, zscore, robust, seasonal');
    mkdirSync(join(folder, 'in'));
    await expect(rows()).rejects.toThrow('no timestamp,value CSV');
    await expect(rows('--scores')).rejects.toThrow('--scores needs a value');
  });
});
