import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ChainHeads, readKnown } from './known-heads.ts';
import { ChainLeaves, verifyExport } from './verify-export.ts';

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const salt = (n: number) => String(n).padStart(32, '0');
const line = (project_id: string, n: number, data: object = { event_type: 'signup', n }) =>
  JSON.stringify({ kind: 'event', id: `evt_x${n.toString(16).padStart(12, '0')}`, project_id, salt: salt(n), data });
const leaf = (n: number) => sha256(Buffer.from(salt(n), 'hex'), JSON.stringify({ event_type: 'signup', n }));

/** A chain of five events of `prj_a`, the last of which came after the export was asked for. */
function chain(): ChainLeaves {
  const leaves = new ChainLeaves('prj_a');
  leaves.add({ seq: 0, received_at: '2026-11-20T08:00:00.000Z', leaves: [0, 1, 2, 3].map(leaf) });
  leaves.add({ seq: 4, received_at: '2026-11-20T10:00:00.000Z', leaves: [leaf(4)] });
  return leaves;
}

function exportOf(events: string[]): string[] {
  const parts = [{ kind: 'event', lines: events.length, sha256: sha256(`${events.join('\n')}\n`) }];
  return [JSON.stringify({ kind: 'manifest', created_at: '2026-11-20T09:00:00.000Z', parts }), ...events];
}

const check = async (lines: string[]) => {
  async function* read() {
    yield* lines;
  }
  return await verifyExport(read(), chain());
};

const mine = [0, 1, 2, 3].map((n) => line('prj_a', n));
const others = [0, 1, 2, 3].map((n) => line('prj_b', n, { other: n }));

it('finds nothing in an untouched export of two projects, and says what it did not check', async () => {
  expect(await check(exportOf([...mine, ...others]))).toEqual({ checked: 4, erased: 0, elsewhere: 4, problems: [] });
});

it('finds an event that was removed, with the manifest made to fit', async () => {
  const { problems } = await check(exportOf([mine[0]!, mine[2]!, mine[3]!]));
  expect(problems).toEqual(['1 events that the chain holds are missing, at sequences 1.']);
});

it('finds what was changed, doubled, or put in, and a file whose lines do not fit its manifest', async () => {
  const changed = await check(exportOf([line('prj_a', 0, { event_type: 'signup', n: 7 }), ...mine.slice(1)]));
  expect(changed.problems).toEqual([expect.stringContaining('is not what the ledger took in')]);
  expect((await check(exportOf([...mine, mine[0]!]))).problems).toEqual([expect.stringContaining('is there twice')]);
  const [manifest] = exportOf(mine);
  expect((await check([manifest!, ...mine.slice(1)])).problems).toHaveLength(2);
  expect((await check([...exportOf(mine), others[0]!])).problems).toHaveLength(1);
});

it('does not say that all is well of a file without any event, or without a manifest', async () => {
  expect((await check(exportOf([]))).problems).not.toEqual([]);
  expect((await check([])).problems).toEqual([expect.stringContaining('no manifest')]);
  expect((await check(mine)).problems).toEqual([expect.stringContaining('no manifest')]);
});

it('compares kept heads with those that the chain leads through', () => {
  const heads = new ChainHeads();
  heads.add({ seq: 10, received_at: '2026-11-19', leaves: ['', ''], head: 'aa' });
  const kept = (seq: number, head: string) => ({ project_id: 'prj_a', seq, head, at: '2026-11-20', signature: '' });
  const compare = (...known: ReturnType<typeof kept>[]) => heads.compare(known, { from: 10, to: 12 });
  heads.addAnchors([{ seq: 10, head: 'an' }]);
  expect(compare(kept(12, 'aa'), kept(4, 'old'), kept(10, 'an'))).toEqual({ compared: 2, problems: [] });
  expect(compare(kept(12, 'bb')).problems).toHaveLength(1);
  expect(compare(kept(11, 'aa')).problems).toHaveLength(1);
  expect(compare(kept(13, 'aa')).problems).toHaveLength(1);
  const text = `${JSON.stringify(kept(12, 'aa'))}\n${JSON.stringify({ ...kept(3, 'x'), project_id: 'prj_b' })}\n`;
  expect(readKnown(text, 'prj_a')).toHaveLength(1);
  expect(() => readKnown('{"seq":1}', 'prj_a')).toThrow('needs project_id');
});

it('finds the kept head in a mail, also where the mail breaks and escapes its lines', () => {
  const head = { project_id: 'prj_a', seq: 12, head: 'aa', at: '2026-11-20', signature: 'ab==' };
  const mail = `Subject: x\n\nKeep this mail.\n\n${JSON.stringify(head)}\n\nSignalbox\n`;
  expect(readKnown(mail, 'prj_a')).toEqual([head]);
  const escaped = JSON.stringify(head).replaceAll('=', '=3D');
  const folded = `${escaped.slice(0, 30)}=\r\n${escaped.slice(30)}`;
  const saved = `Content-Transfer-Encoding: quoted-printable\r\n\r\nKeep =C3=A4.\r\n${folded}\r\n`;
  expect(readKnown(saved, 'prj_a')).toEqual([head]);
});
