/** Pure: the id of a delivery, made from its plan, so that the same plan twice is the same row. */
import { sha256 } from '../../base/crypto.ts';

/** What makes a plan one: its source, who gets it and how. `at` (ms) is the source's instant, the same each time it is planned. */
export interface PlanKey {
  source_id: string;
  recipient: string;
  channel: string;
  at: number;
}

/** `dlv_`, twelve hex digits of the instant, twenty of a hash: sorts by time like other ids. */
export function deliveryId({ source_id, recipient, channel, at }: PlanKey): string {
  return datedId('dlv', at, `${source_id} ${recipient} ${channel}`);
}

/** An id of this form for anything that must not be made twice. */
export function datedId(prefix: 'dlv' | 'ntf' | 'rpt', at: number, unique: string): string {
  return `${prefix}_${at.toString(16).padStart(12, '0')}${sha256(unique).slice(0, 20)}`;
}
