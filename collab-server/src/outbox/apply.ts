import type * as Y from 'yjs';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import type { Json } from '@oto/schema/base/canonical-json';
import { isId, type Id } from '@oto/schema/base/id';
import { ATLAS_EPOCH, atlasName, regionName } from '@oto/schema/board/document-name';
import { TIES_MAX, type AtlasRecord, type InboundRecord, type TieRecord } from '@oto/schema/board/record';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import type { Change } from '../document/live.ts';

export type DocumentChange = { readonly document: string; readonly apply: Change };

/** The document changes of a fact. Each is idempotent. `epoch` is the region's. */
export function changesOf(fact: OutboxFact, epoch: number): readonly DocumentChange[] {
  const region = regionName(fact.plot, epoch);
  const atlas = atlasName(tileOf(fact.plot), ATLAS_EPOCH);
  switch (fact.type) {
    case 'claim':
      return [
        { document: region, apply: (doc) => put(regionOf(doc).claim, 'c', fact.claim) },
        { document: atlas, apply: (doc) => showPlot(doc, fact.plot, fact.atlas) },
      ];
    case 'atlas':
      return [{ document: atlas, apply: (doc) => showPlot(doc, fact.plot, fact.atlas) }];
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
      return [{ document: region, apply: (doc, follow) => unpin(doc, fact.note, follow) }];
    case 'inbound':
      return [
        {
          document: region,
          apply: (doc, follow) => {
            if (fact.record === null) dropMirror(doc, fact.key, fact.home);
            else if (fact.record.k === 'tie') putMirror(doc, fact, fact.record, follow);
            else put(regionOf(doc).inbound, fact.key, fact.record);
          },
        },
      ];
    case 'cut':
      return [
        {
          document: region,
          apply: (doc) => {
            const { ties } = regionOf(doc);
            const tie = ties.get(fact.tie);
            if (tie && hangsFrom(tie, fact.note)) ties.delete(fact.tie);
          },
        },
      ];
    // Ephemeral: told to readers, written nowhere.
    case 'light':
    case 'counted':
      return [];
    default:
      return fact satisfies never;
  }
}

type Follow = Parameters<Change>[1];

/** The epoch never falls: a fact may have been written down before the region was rewritten, and come after. */
function showPlot(doc: Y.Doc, plot: Plot, record: AtlasRecord): void {
  const { plots } = atlasOf(doc);
  const standing = plots.get(plotKey(plot))?.e ?? record.e;
  put(plots, plotKey(plot), { ...record, e: Math.max(record.e, standing) });
}

/**
 * A note leaves with its place and the ties that hang from it, whose mirrors follow by themselves. Ties
 * of other homes that end here are cut there. Mirrors of cords stay: the api puts and takes them.
 */
function unpin(doc: Y.Doc, note: Id, follow: Follow): void {
  const { notes, places, ties, inbound } = regionOf(doc);
  if (notes.has(note)) notes.delete(note);
  if (places.has(note)) places.delete(note);
  for (const [key, tie] of ties) if (hangsFrom(tie, note)) ties.delete(key);
  for (const [key, mirror] of inbound) {
    if (mirror.k !== 'tie' || (mirror.here !== note && mirror.far[0] !== note)) continue;
    inbound.delete(key);
    followCut(key, mirror, note, follow);
  }
}

/**
 * Takes in the mirror of another home's tie. The tie is cut instead when an end of it here is gone by now,
 * when the region is full of mirrors, or when a tie of some other home has the same id.
 */
function putMirror(doc: Y.Doc, { plot, key }: { readonly plot: Plot; readonly key: string }, record: InboundRecord, follow: Follow): void {
  const { notes, inbound } = regionOf(doc);
  const standing = inbound.get(key);
  const isForeign = standing !== undefined && !isOf(standing, record.h);
  const isFull = standing === undefined && [...inbound.values()].filter(({ k }) => k === 'tie').length >= TIES_MAX;
  const [far, x, y] = record.far;
  const isFarHere = x === plot.x && y === plot.y;
  const gone = [record.here, ...(isFarHere ? [far] : [])].find((note) => !notes.has(note));
  if (isForeign || isFull || gone !== undefined) followCut(key, record, gone ?? record.here, follow);
  else put(inbound, key, record);
}

function dropMirror(doc: Y.Doc, key: string, home: InboundRecord['h']): void {
  const { inbound } = regionOf(doc);
  const standing = inbound.get(key);
  if (standing && (home === undefined || isOf(standing, home))) inbound.delete(key);
}

function followCut(key: string, { h }: InboundRecord, note: Id, follow: Follow): void {
  if (h !== undefined && isId(key)) follow({ type: 'cut', plot: { x: h[0], y: h[1] }, tie: key, note });
}

function isOf(mirror: InboundRecord, home: InboundRecord['h']): boolean {
  return mirror.h?.[0] === home?.[0] && mirror.h?.[1] === home?.[1];
}

function hangsFrom(tie: TieRecord, note: Id): boolean {
  return tie.a[0] === note || tie.b[0] === note;
}

/** Sets only what differs: setting an equal value would still grow the document for good. */
function put<T extends Json>(map: Y.Map<T>, key: string, value: T): void {
  const standing = map.get(key);
  if (standing === undefined || canonicalJson(standing) !== canonicalJson(value)) map.set(key, value);
}
