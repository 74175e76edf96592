/** What this room calls of the Ledger: its raw events, and the erasure of a person; of both objects, to forget everything. */
import type { ErasureProgress, HeldSegment, Person } from '../../flow/events/ledger/index.ts';

/** The Ledger as this room calls it. */
export interface PrivacyLedger {
  /** What alerts may say of the person, by the events of the next step: to be erased elsewhere before it. */
  personLabels(id: string, person: Person): string[];
  /** One step of an erasure: bounded, and safe to repeat. It is done when `next` has reached `upto`. */
  erase(id: string, person: Person): ErasureProgress;
  /** How many events it holds, erased ones included. */
  countEvents(): number;
  /** Raw segments from a sequence on, about 64 KB at a time; `next` is null at the end. */
  readRaw(from: number): { segments: HeldSegment[]; next: number | null };
  /** Empties the object's storage for ever; safe to repeat. */
  wipe(): Promise<void>;
}

/** The Hub as this room calls it. */
export interface PrivacyHub {
  /** Empties the object's storage for ever; safe to repeat. */
  wipe(): Promise<void>;
  /** Replaces labels of a person's events in the alerts of a project; nobody shows them any more when it returns. */
  eraseLabels(tenant_id: string, project_id: string, labels: string[]): Promise<void>;
}
