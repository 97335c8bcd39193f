import * as Y from 'yjs';
import { ATLAS_EPOCH, atlasName } from '@oto/schema/board/document-name';
import { atlasOf } from '@oto/schema/board/roots';
import { plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import type { Plan } from '../plan/plan.ts';
import { claimOf } from './region.ts';
import { clientOf, type Written } from './written.ts';

/** The atlas tiles that a world's plots lie in, each with the numbers of its plots. */
export function tilesOf(places: readonly Plot[]): readonly { readonly tile: Tile; readonly plots: readonly number[] }[] {
  const tiles = new Map<string, { tile: Tile; plots: number[] }>();
  for (const [plot, place] of places.entries()) {
    const tile = tileOf(place);
    const known = tiles.get(plotKey(tile));
    if (known) known.plots.push(plot);
    else tiles.set(plotKey(tile), { tile, plots: [plot] });
  }
  return [...tiles.values()];
}

/** What the atlas document of a tile tells of this world's plots. */
export function atlasDocument(plan: Plan, tile: Tile, plots: readonly number[]): Written {
  const name = atlasName(tile, ATLAS_EPOCH);
  const doc = new Y.Doc();
  doc.clientID = clientOf(plan.world, name);
  const shown = atlasOf(doc).plots;
  doc.transact(() => {
    for (const plot of plots) {
      const { plot: place, atlas } = claimOf(plan, plot);
      shown.set(plotKey(place), atlas);
    }
  });
  const written = { name, client: doc.clientID, state: Y.encodeStateAsUpdate(doc) };
  doc.destroy();
  return written;
}
