/** SQL of the hub that keeps the end of its tenant's audit chain, out of reach of anyone who can write to D1. */
import { type Anchor, GENESIS } from './chain.ts';

export const ANCHOR_STEP = `CREATE TABLE audit_anchor (
  id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL)`;

export function loadAnchor(sql: SqlStorage): Anchor {
  return sql.exec<{ seq: number; hash: string }>('SELECT seq, hash FROM audit_anchor').toArray()[0] ?? GENESIS;
}

/** Moves the anchor on from the entry `from`; another sealer may have done so already. Returns where it is now. */
export function moveAnchor(sql: SqlStorage, from: number, to: Anchor): Anchor {
  const now = loadAnchor(sql);
  if (now.seq !== from || to.seq <= from) return now;
  sql.exec('INSERT OR REPLACE INTO audit_anchor (id, seq, hash) VALUES (1, ?, ?)', to.seq, to.hash);
  return to;
}
