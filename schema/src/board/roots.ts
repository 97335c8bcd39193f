import type * as Y from 'yjs';
import type { AtlasRecord, ClaimRecord, InboundRecord, NoteRecord, PlaceRecord, TieRecord } from './record.ts';

/** The only file that knows the names of the Yjs roots. */
export const REGION_ROOTS = ['claim', 'notes', 'places', 'ties', 'inbound'] as const;
export type RegionRoot = (typeof REGION_ROOTS)[number];
export const ATLAS_ROOTS = ['plots'] as const;
export type AtlasRoot = (typeof ATLAS_ROOTS)[number];

/** Roots that people may write; every other root is the server's. */
export const PEOPLE_ROOTS: readonly RegionRoot[] = ['places', 'ties'];

export type Region = {
  readonly claim: Y.Map<ClaimRecord>;
  readonly notes: Y.Map<NoteRecord>;
  readonly places: Y.Map<PlaceRecord>;
  readonly ties: Y.Map<TieRecord>;
  readonly inbound: Y.Map<InboundRecord>;
};

export function regionOf(doc: Y.Doc): Region {
  return {
    claim: doc.getMap('claim'),
    notes: doc.getMap('notes'),
    places: doc.getMap('places'),
    ties: doc.getMap('ties'),
    inbound: doc.getMap('inbound'),
  };
}

export type Atlas = { readonly plots: Y.Map<AtlasRecord> };

export function atlasOf(doc: Y.Doc): Atlas {
  return { plots: doc.getMap('plots') };
}
