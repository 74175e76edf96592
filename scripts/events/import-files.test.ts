/** `npm run import` as people call it: the command on real files, against a small server that keeps what it gets. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'signalbox-import-files-'));
let received: Record<string, unknown>[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const lines: string[] = Buffer.concat(chunks).toString().split('\n').filter(Boolean);
  received.push(...lines.map((text) => JSON.parse(text) as Record<string, unknown>));
  response.end(JSON.stringify({ accepted: lines.length, duplicates: 0, rejected: 0, results: [] }));
});

beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)));
beforeEach(() => {
  received = [];
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  server.close();
  server.closeAllConnections();
});

/** Writes the file and imports it; `text` is all that was printed. */
async function imported(name: string, content: string | Buffer, ...options: string[]) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return await command(path, ...options);
}

function command(...args: string[]): Promise<{ code: number; text: string }> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const all = ['scripts/import.ts', ...args, '--url', url, '--key', 'sk_test'];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { cwd: join(import.meta.dirname, '../..') }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

const exportLine = (kind: string, rest: object) => JSON.stringify({ kind, ...rest });
const exported = (project_id: string, id: string, data: object) =>
  exportLine('event', { id, project_id, salt: '00', data });
const signup = (key: string) => ({ event_type: 'signup', idempotency_key: key, source: 'server', schema_version: 1 });

describe('an export of ours', () => {
  const head = [
    exportLine('manifest', { version: 1 }),
    exportLine('tenant', { data: {} }),
    exportLine('project', { data: { id: 'prj_a' } }),
  ];

  it('is taken as it is: events only, erased ones by their id', async () => {
    const erased = { event_type: 'payment_succeeded', payload: { amount_cents: 5, currency: 'GBP' }, erased: true };
    const lines = [...head, exported('prj_a', 'evt_1', signup('k1')), exported('prj_a', 'evt_2', erased)];
    const { code, text } = await imported('export.ndjson.gz', gzipSync(lines.join('\n')));
    expect([code, text]).toEqual([0, expect.stringContaining('accepted    2')]);
    expect(text).toContain('Left out, since only events are imported: 1 manifest, 1 tenant, 1 project.');
    const { erased: _, ...rest } = erased;
    expect(received).toEqual([signup('k1'), { ...rest, idempotency_key: 'evt_2' }]);
  });

  it('of several projects wants to know which one', async () => {
    const two = [...head, exportLine('project', { data: { id: 'prj_b' } })];
    const lines = [...two, exported('prj_a', 'evt_1', signup('a')), exported('prj_b', 'evt_2', signup('b'))].join('\n');
    const unsure = await imported('two.ndjson', lines);
    expect([unsure.code, received]).toEqual([1, []]);
    expect(unsure.text).toContain('Choose one: --project prj_a or prj_b');
    const chosen = await imported('two.ndjson', lines, '--project', 'prj_b');
    expect([chosen.code, received]).toEqual([0, [signup('b')]]);
  });
});

describe('a CSV file', () => {
  it('that the dashboard saved is taken as it is', async () => {
    const head = 'id,event_type,idempotency_key,occurred_at,received_at,source,amount,currency,name,actor_id,payload';
    const time = '2026-11-21T14:30:00.000+01:00';
    const row = `evt_1,refund_issued,'-r1,${time},${time},server,-5,GBP,Ana,,"{""amount_cents"":500,""currency"":""GBP""}"`;
    const { code, text } = await imported('saved.csv', `\ufeff${head}\r\n${row}\r\n`);
    expect([code, text]).toEqual([0, expect.stringContaining('accepted    1')]);
    const payload = { amount_cents: 500, currency: 'GBP' };
    const event = { event_type: 'refund_issued', idempotency_key: '-r1', source: 'server', occurred_at: time, payload };
    expect(received).toEqual([event]);
  });

  it('of a stranger is taken by a mapping, and errors name their rows', async () => {
    const rows = [
      'Nr;Datum;Betrag',
      '1;21.11.2026 14:30;1.234,50',
      '2;21.11.2026;zwölf',
      '3;21.11.2026;1;2',
      '4;31.02.2026;5',
    ];
    const mapping = join(folder, 'mapping.json');
    writeFileSync(
      mapping,
      JSON.stringify({
        map: { idempotency_key: 'Nr', occurred_at: 'Datum', amount: 'Betrag' },
        set: { event_type: 'payment_succeeded', currency: 'EUR' },
        ...{ timezone: 'Europe/Berlin', dates: 'dmy', decimal: ',' },
      }),
    );
    const content = Buffer.from(rows.join('\n'), 'latin1');
    const options = ['--mapping', mapping, '--encoding', 'windows-1252'];
    const preview = await imported('shop.csv', content, ...options, '--dry-run');
    const { code, text } = await imported('shop.csv', content, ...options);
    expect(received).toEqual([
      {
        event_type: 'payment_succeeded',
        idempotency_key: '1',
        occurred_at: '2026-11-21T13:30:00Z',
        payload: { amount_cents: 123_450, currency: 'EUR' },
      },
    ]);
    expect(preview.text).toContain(
      `Nothing was sent. 4 events read, 1 of them valid.\n  ${JSON.stringify(received[0])}`,
    );
    for (const said of [preview, { code, text }]) {
      expect(said.code).toBe(1);
      expect(said.text).toContain('row 3: file.bad_cell amount: zwölf is no number');
      expect(said.text).toContain('row 4: file.bad_row 4 cells under a header of 3');
      expect(said.text).toContain('row 5: file.bad_cell occurred_at: there is no 31.02.2026');
    }
  });

  it('that breaks off is taken up to its last whole row', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `signup,key-${at},${Math.sin(at)}`);
    const whole = gzipSync(['event_type,idempotency_key,payload.x', ...rows].join('\n'));
    const { code, text } = await imported('cut.csv.gz', whole.subarray(0, 100_000));
    expect([code, text]).toEqual([
      1,
      expect.stringContaining('Stopped: The file is broken: its gzip data ends too early.'),
    ]);
    const sent = received.map(
      ({ idempotency_key, payload }) => `signup,${idempotency_key},${(payload as { x: string }).x}`,
    );
    expect(sent.length).toBeGreaterThan(1_000);
    expect(sent.sort()).toEqual(rows.slice(0, sent.length).sort());
  });
});

it.each<[string, string | Buffer, string]>([
  [
    'latin.ndjson',
    Buffer.from('{"a":"é"}', 'latin1'),
    'line 1: file.not_utf8 not UTF-8; files of Excel and older systems',
  ],
  ['latin.csv', Buffer.from('event_type,idempotency_key\nsignup,é', 'latin1'), 'The file is not UTF-8.'],
  ['sheet.csv', Buffer.from('PK\x03\x04….'), 'is a ZIP archive (Excel workbooks are, too)'],
  ['array.ndjson', '[{"event_type":"signup"}]', 'The file is one JSON array.'],
  ['empty.csv', '', 'is empty.'],
])('%s is refused in words', async (name, content, words) => {
  const { code, text } = await imported(name, content);
  expect([code, text, received]).toEqual([1, expect.stringContaining(words), []]);
});

it('a missing file and a folder are refused in words', async () => {
  expect(await command(join(folder, 'none'))).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^There is no file/),
  });
  expect(await command(folder)).toMatchObject({ code: 1, text: expect.stringContaining('is a folder, not a file.') });
});

it('UTF-16 is read without being named', async () => {
  const text = '\ufeffevent_type,idempotency_key\nsignup,ключ\n';
  expect((await imported('wide.csv', Buffer.from(text, 'utf16le'))).code).toBe(0);
  expect(received).toEqual([{ event_type: 'signup', idempotency_key: 'ключ', payload: {} }]);
});
