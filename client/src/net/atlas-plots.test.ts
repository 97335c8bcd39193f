import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import type { AtlasRecord } from '@oto/schema/board/record';
import { atlasOf } from '@oto/schema/board/roots';
import { readAtlas } from './atlas-plots.ts';

const claim = (n: number): AtlasRecord => ({ v: 1, o: newId(), e: 1, n, t: 0, p: 'open' });

test('tells what came, changed and went, and of a malformed record that it is none', () => {
  const doc = new Y.Doc();
  const told: (readonly string[])[] = [];
  const atlas = readAtlas(doc, (keys) => told.push(keys));
  const { plots } = atlasOf(doc);
  doc.transact(() => {
    plots.set('1,2', claim(3));
    plots.set('1,3', claim(4));
    doc.getMap('plots').set('1,4', { v: 9 });
  });
  expect(told).toEqual([['1,2', '1,3']]);
  plots.set('1,2', claim(5));
  doc.getMap('plots').set('1,3', 'nothing');
  plots.delete('1,4');
  expect(told.slice(1)).toEqual([['1,2'], ['1,3']]);
  expect([...atlas.records].map(([key, { n }]) => [key, n])).toEqual([['1,2', 5]]);
  atlas.stop();
  plots.delete('1,2');
  expect(told).toHaveLength(3);
});
