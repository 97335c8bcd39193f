import { createHash } from 'node:crypto';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import type { Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import type { NoteRecord } from '@oto/schema/board/record';
import { COLLAB_AUDIENCE, COLLAB_PASS_SECONDS, COLLAB_TYP } from '@oto/schema/contract/pass';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';
import type { Deps } from '../deps.ts';

export type RegionAddress = { readonly document: string; readonly tile: string };

/** Where a plot's document is opened: its name, and the tile that routes to its server. */
export function regionAddress(plot: Plot & { readonly epoch: number }): RegionAddress {
  const tile = tileOf(plot);
  return { document: regionName(plot, plot.epoch), tile: `${tile.x},${tile.y}` };
}

/** A service pass for one document: presence, and with `record` the right to set exactly it under `note`. */
export async function collabPass(deps: Deps, worker: string, document: string, note: Id, record?: NoteRecord): Promise<string> {
  const claims = { role: 'service', name: worker, document, note, ...(record === undefined ? {} : { record: recordHash(record) }) };
  return deps.signer.sign(claims, {
    audience: COLLAB_AUDIENCE,
    typ: COLLAB_TYP,
    seconds: COLLAB_PASS_SECONDS,
    subject: `worker:${worker}`,
  });
}

/** base64url SHA-256 of the record's one text. */
export function recordHash(record: NoteRecord): string {
  return createHash('sha256').update(canonicalJson(record)).digest('base64url');
}
