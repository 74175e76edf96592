/** The hash chain of a project's ledger, for those who want to check it without trusting us. */
import { ledgerOf } from '../../../../durable/stubs.ts';
import { type Ctx, requirePermission, requireProject } from '../../../base/context.ts';
import { callObject } from '../../../base/retry.ts';
import { LEAF_BYTES } from '../ingest/prepare.ts';
import type { EventsLedger } from '../objects.ts';
import type { Chain, ChainQuery } from '../schema.ts';
import { signCheckpoint } from './checkpoint.ts';

/** Leaves and heads after the sequence `after`, the signed checkpoints, and the present end under a fresh signature. */
export async function readEventChain(ctx: Ctx, { after, limit }: ChainQuery): Promise<Chain> {
  requirePermission(ctx, 'events:read');
  const project_id = requireProject(ctx);
  const chain = await callObject(async () => await ledgerOf<EventsLedger>(ctx.env, project_id).chain(after, limit));
  const { anchor, links, checkpoints, seq, head } = chain;
  const last = links.at(-1);
  return {
    project_id,
    anchor: { seq: anchor.seq, head: hex(anchor.head) },
    data: links.map((link) => ({
      seq: link.seq,
      received_at: new Date(link.received_at).toISOString(),
      leaves: leavesOf(link.leaves),
      head: hex(link.head),
    })),
    checkpoints: checkpoints.map((checkpoint) => ({
      seq: checkpoint.seq,
      head: hex(checkpoint.head),
      at: new Date(checkpoint.at).toISOString(),
      signature: Buffer.from(checkpoint.signature).toString('base64'),
    })),
    end: {
      seq,
      head: hex(head),
      at: new Date(ctx.now).toISOString(),
      signature: Buffer.from(await signCheckpoint(ctx.env.SIGNING_KEY, project_id, seq, head)).toString('base64'),
    },
    next_cursor: chain.more && last ? String(last.seq + last.leaves.byteLength / LEAF_BYTES) : null,
  };
}

function hex(bytes: ArrayBuffer | Uint8Array): string {
  return Buffer.from(bytes as Uint8Array).toString('hex');
}

function leavesOf(bytes: ArrayBuffer): string[] {
  const text = hex(bytes);
  return text.match(new RegExp(`.{${LEAF_BYTES * 2}}`, 'g')) ?? [];
}
