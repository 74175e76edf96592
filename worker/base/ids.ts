/** Prefixed, sortable ids. */
import { v7 } from 'uuid';

export type IdPrefix =
  | 'ten'
  | 'prj'
  | 'usr'
  | 'key'
  | 'rul'
  | 'alr'
  | 'dlv'
  | 'wdg'
  | 'apr'
  | 'exp'
  | 'ers'
  | 'rpt'
  | 'rlk'
  | 'fct'
  | 'ses'
  | 'rec'
  | 'acc'
  | 'inv'
  | 'ntf'
  | 'chn'
  | 'sup'
  | 'tfa'
  | 'pky'
  | 'sev'
  | 'vrf'
  | 'opr'
  | 'otk'
  | 'ocl'
  | 'del';

/** A new id such as `prj_0193…`: the prefix and a UUIDv7 without dashes, so ids sort by creation time. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${v7().replaceAll('-', '')}`;
}

/** The id of the event with sequence `seq` in a project's ledger: unique across projects, sortable within one. */
export function eventId(project_id: string, seq: number): string {
  return `evt_${project_id.slice(-12)}${seq.toString(16).padStart(12, '0')}`;
}

/** The sequence in the project's ledger that an event's id names; undefined for an id of another project or form. */
export function seqOf(project_id: string, event_id: string): number | undefined {
  const seq = Number.parseInt(event_id.slice(-12), 16);
  return eventId(project_id, seq) === event_id ? seq : undefined;
}
