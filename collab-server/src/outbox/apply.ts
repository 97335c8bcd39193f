import type * as Y from 'yjs';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import type { Json } from '@oto/schema/base/canonical-json';
import { ATLAS_EPOCH, atlasName, regionName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, tileOf } from '@oto/schema/geometry/lattice';

export type Change = { readonly document: string; readonly apply: (doc: Y.Doc) => void };

/** The document changes of a fact. Each is idempotent. `epoch` is the region's. */
export function changesOf(fact: OutboxFact, epoch: number): readonly Change[] {
  const region = regionName(fact.plot, epoch);
  const atlas = atlasName(tileOf(fact.plot), ATLAS_EPOCH);
  switch (fact.type) {
    case 'claim':
      return [
        { document: region, apply: (doc) => put(regionOf(doc).claim, 'c', fact.claim) },
        { document: atlas, apply: (doc) => put(atlasOf(doc).plots, plotKey(fact.plot), fact.atlas) },
      ];
    case 'atlas':
      return [{ document: atlas, apply: (doc) => put(atlasOf(doc).plots, plotKey(fact.plot), fact.atlas) }];
    case 'epoch':
      return [
        {
          document: atlas,
          apply: (doc) => {
            const { plots } = atlasOf(doc);
            const standing = plots.get(plotKey(fact.plot));
            if (standing && standing.e < fact.epoch) plots.set(plotKey(fact.plot), { ...standing, e: fact.epoch });
          },
        },
      ];
    case 'note':
      return [
        {
          document: region,
          apply: (doc) => {
            const { notes } = regionOf(doc);
            const standing = notes.get(fact.note);
            // A ghost that arrives late must not hide the finished note that the worker has pinned.
            if (fact.record.j !== undefined && standing !== undefined && standing.j === undefined) return;
            put(notes, fact.note, fact.record);
          },
        },
      ];
    case 'unpin':
      return [
        {
          document: region,
          apply: (doc) => {
            const { notes, places } = regionOf(doc);
            if (notes.has(fact.note)) notes.delete(fact.note);
            if (places.has(fact.note)) places.delete(fact.note);
          },
        },
      ];
    case 'inbound':
      return [
        {
          document: region,
          apply: (doc) => {
            const { inbound } = regionOf(doc);
            if (fact.record !== null) put(inbound, fact.key, fact.record);
            else if (inbound.has(fact.key)) inbound.delete(fact.key);
          },
        },
      ];
    default:
      return fact satisfies never;
  }
}

/** Sets only what differs: setting an equal value would still grow the document for good. */
function put<T extends Json>(map: Y.Map<T>, key: string, value: T): void {
  const standing = map.get(key);
  if (standing === undefined || canonicalJson(standing) !== canonicalJson(value)) map.set(key, value);
}
