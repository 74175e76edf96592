/** Reading, batching and sending against a small server that misbehaves on demand. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { batchesOf, MAX_BODY_BYTES } from './batches.ts';
import { type ImportSummary, importEvents } from './import-events.ts';
import type { Line } from './line.ts';
import { openEvents } from './open-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<AsyncGenerator<Line>> {
  const path = join(folder, String(Math.random()));
  writeFileSync(path, content);
  return (await openEvents(path)).lines;
}

const eventLines = (count: number) =>
  Array.from({ length: count }, (_, at) => `{"event_type":"signup","idempotency_key":"k${at}"}`).join('\n');

type Answer = (
  lines: string[],
  request: number,
) => { status?: number; headers?: Record<string, string>; body?: object };

const acceptAll: Answer = (lines) => ({
  body: { accepted: lines.length, duplicates: 0, rejected: 0, results: [] },
});

async function importTo(answer: Answer, content: string | Buffer): Promise<ImportSummary & { requests: number }> {
  let requests = 0;
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status = 200, headers, body } = answer(Buffer.concat(chunks).toString().split('\n'), ++requests);
    response.writeHead(status, headers).end(JSON.stringify(body ?? {}));
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return { ...(await importEvents({ url, key: 'sk_test' }, await fileOf(content))), requests };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

it('sends a gzipped file in batches of at most 500', async () => {
  const sizes: number[] = [];
  const summary = await importTo(
    (lines, request) => {
      sizes.push(lines.length);
      return acceptAll(lines, request);
    },
    gzipSync(eventLines(1_201)),
  );
  expect(summary).toMatchObject({ read: 1_201, accepted: 1_201, rejected: 0, unreadable: 0 });
  expect(sizes.sort((a, b) => a - b)).toEqual([201, 500, 500]);
});

it('keeps every body within the limit of bytes', async () => {
  const big = JSON.stringify({ payload: { note: 'x'.repeat(30_000) } });
  const lines = await fileOf(Array(100).fill(big).join('\n'));
  let events = 0;
  for await (const { body, numbers } of batchesOf(lines, () => {})) {
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
    events += numbers.length;
  }
  expect(events).toBe(100);
});

it('names lines that cannot be sent and sends the others', async () => {
  const head = '\ufeff{"event_type":"signup","idempotency_key":"a"}\r\n\r\nnot json\n';
  const tail = `"${'x'.repeat(1_100_000)}"\n{"event_type":"signup","idempotency_key":"b"}`;
  const summary = await importTo(
    acceptAll,
    Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0x0a]), Buffer.from(tail)]),
  );
  expect(summary).toMatchObject({ read: 5, accepted: 2, unreadable: 3 });
  expect(summary.rejections.map(({ line, code }) => [line, code])).toEqual([
    [3, 'file.not_json'],
    [4, 'file.not_utf8'],
    [5, 'file.line_too_long'],
  ]);
});

it('gives rejections their line numbers and keeps the first ten', async () => {
  const rejectOdd: Answer = (lines) => {
    const results = lines.map((_, index) => ({
      index,
      status: index % 2 ? 'rejected' : 'accepted',
      code: 'event.invalid',
    }));
    const rejected = results.filter(({ status }) => status === 'rejected').length;
    return { body: { accepted: lines.length - rejected, duplicates: 0, rejected, results } };
  };
  const summary = await importTo(rejectOdd, `\n${eventLines(1_000)}`);
  expect(summary).toMatchObject({ accepted: 500, rejected: 500 });
  expect(summary.rejections.map(({ line }) => line)).toEqual([3, 5, 7, 9, 11, 13, 15, 17, 19, 21]);
});

it('waits as a 429 says and repeats after a 503', async () => {
  const started = Date.now();
  const summary = await importTo((lines, request) => {
    if (request === 1) return { status: 429, headers: { 'retry-after': '1' } };
    if (request === 2) return { status: 503 };
    return acceptAll(lines, request);
  }, eventLines(10));
  expect(summary).toMatchObject({ accepted: 10, requests: 3 });
  expect(Date.now() - started).toBeGreaterThanOrEqual(1_000);
});

it('stops at once when the key is refused', async () => {
  const refuse: Answer = () => ({ status: 401, body: { code: 'auth.unknown_key', detail: 'No such key.' } });
  const summary = await importTo(refuse, eventLines(5_000));
  expect(summary.stopped).toBe('401 auth.unknown_key No such key.');
  expect(summary.requests).toBeLessThanOrEqual(4);
});

it('takes every whole line of a gzip file that breaks off, and says that it is broken', async () => {
  const whole = gzipSync(eventLines(20_000));
  const sent: string[] = [];
  const summary = await importTo(
    (lines, request) => {
      sent.push(...lines);
      return acceptAll(lines, request);
    },
    whole.subarray(0, whole.length / 2),
  );
  expect(summary.stopped).toBe('The file is broken: its gzip data ends too early.');
  expect(summary.accepted).toBe(sent.length);
  // All lines that the half holds, the last whole one included, and nothing of the line that is cut.
  const keys = sent.map((line) => Number((JSON.parse(line) as { idempotency_key: string }).idempotency_key.slice(1)));
  expect(keys.sort((a, b) => a - b)).toEqual(Array.from({ length: sent.length }, (_, at) => at));
  expect(sent.length).toBeGreaterThan(5_000);
});
