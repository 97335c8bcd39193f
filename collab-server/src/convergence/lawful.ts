import * as Y from 'yjs';
import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';
import { isId, type Id } from '@oto/schema/base/id';
import { PlaceRecord, TieRecord, type FarEnd } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { PlotFacts } from '../document/catalogue.ts';

export type Truth = { readonly plots: ReadonlyMap<string, PlotFacts>; readonly notes: ReadonlyMap<Id, FarEnd> };

/**
 * What is unlawful in a member's update of a region, looked at afterwards and by itself: it is
 * applied to `doc`, the region as the journal had it, and what came of it is compared with the
 * contract. Null: nothing. `truth`: what Postgres knew when it was committed.
 */
export function unlawfulIn(doc: Y.Doc, update: Uint8Array, member: Id, plot: Plot, truth: Truth): string | null {
  const before = new Map([...regionOf(doc).ties].map(([key, tie]) => [key, tie]));
  const { changed, foreign } = applied(doc, update);
  if (foreign !== null) return foreign;
  const mayWrite = (key: string): boolean => {
    const facts = truth.plots.get(key);
    if (!facts) return false;
    return facts.owner === member || facts.policy === 'open' || (facts.policy === 'invited' && facts.guests.has(member));
  };
  const home = plotKey(plot);
  for (const [root, keys] of changed) {
    for (const key of keys) {
      if (!isId(key)) return `${root}: key ${key}`;
      if (root === 'places') {
        if (!mayWrite(home)) return 'moved in a closed plot';
        const value: unknown = regionOf(doc).places.get(key);
        if (value === undefined) continue;
        if (!PlaceRecord.safeParse(value).success) return `a bad place ${JSON.stringify(value)}`;
        if (!regionOf(doc).notes.has(key)) return 'placed a note that is not here';
      } else if (root === 'ties') {
        const flaw = flawOfTie(before.get(key), regionOf(doc).ties.get(key), home, mayWrite);
        if (flaw !== null) return flaw;
      } else return `wrote root ${root}`;
    }
  }
  return null;
}

function flawOfTie(before: TieRecord | undefined, after: unknown, home: string, mayWrite: (plot: string) => boolean): string | null {
  const endsOf = (tie: TieRecord | undefined) => (tie ? [tie.a, tie.b].map(([, x, y]) => `${x},${y}`) : []);
  if (after === undefined) {
    if (before === undefined) return null;
    return [home, ...endsOf(before)].some(mayWrite) ? null : 'cut a tie without any right';
  }
  // A write that lost against another's stands there as a struct, and changes nothing.
  if (before !== undefined && canonicalJson(before) === canonicalJson(after as Json)) return null;
  const tie = TieRecord.safeParse(after);
  if (!tie.success) return `a bad tie ${JSON.stringify(after)}`;
  return [home, ...endsOf(before), ...endsOf(tie.data)].every(mayWrite) ? null : 'tied without the right';
}

function applied(doc: Y.Doc, update: Uint8Array): { readonly changed: Map<string, Set<string>>; readonly foreign: string | null } {
  const changed = new Map<string, Set<string>>();
  let foreign: string | null = null;
  const roots = new Map([...doc.share].map(([name, type]) => [type as unknown, name]));
  const note = (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) {
      const root = roots.get(type);
      if (root === undefined || keys.has(null)) foreign = 'changed what is no key of a root map';
      else changed.set(root, keys as Set<string>);
    }
  };
  doc.on('afterTransaction', note);
  Y.applyUpdate(doc, update);
  doc.off('afterTransaction', note);
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) foreign = 'needs structs that are not there';
  return { changed, foreign };
}
