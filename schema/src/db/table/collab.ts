import type { Instant, Big } from './column.ts';

/** The documents: their journal, snapshots, authors and leases. */
export type CollabTables = {
  'collab.journal': { id: Big; document: string; update: Buffer; actor: string; at: Instant; lease_epoch: string | null };
  'collab.snapshot': { document: string; upto: string; state: Buffer; sha256: Buffer; at: Instant };
  'collab.trimmed': { document: string; upto: string };
  'collab.author': { document: string; client: string; actor: string };
  'collab.lease': { tile: string; holder: string; epoch: string; expires_at: Date; settled_at: Instant };
};
