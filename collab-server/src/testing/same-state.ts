import * as Y from 'yjs';
import { canonicalJson, type Json } from '@oto/schema/base/canonical-json';

/** What differs between two documents: their content, the structs they hold or what is deleted of them; null: nothing. */
export function differenceOf(a: Y.Doc, b: Y.Doc): string | null {
  for (const root of new Set([...a.share.keys(), ...b.share.keys()])) {
    const [one, other] = [contentOf(a, root), contentOf(b, root)];
    for (const key of new Set([...one.keys(), ...other.keys()])) {
      if (one.get(key) !== other.get(key)) return `${root}/${key}: ${one.get(key) ?? 'nothing'} and ${other.get(key) ?? 'nothing'}`;
    }
  }
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b)) ? null : `structs or deletions: ${vectorOf(a)} and ${vectorOf(b)}`;
}

function contentOf(doc: Y.Doc, root: string): ReadonlyMap<string, string> {
  return new Map([...doc.getMap<Json>(root)].map(([key, value]) => [key, canonicalJson(value)]));
}

function vectorOf(doc: Y.Doc): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(([a], [b]) => a - b);
  return clocks.map(([client, clock]) => `${client}:${clock}`).join(' ');
}
