/** What this room calls of the Hub: the end of the tenant's sealed chain. */
import type { Anchor } from './chain.ts';

/** The Hub as this room calls it. */
export interface AuditHub {
  /** The end of the tenant's sealed audit chain. */
  auditAnchor(): Anchor;
  /** Moves the end on from the entry `from`, unless another sealer has; returns where it is. */
  moveAuditAnchor(from: number, to: Anchor): Anchor;
}
