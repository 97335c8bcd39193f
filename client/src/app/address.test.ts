import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import { notePath, parseAddress } from './address.ts';

test('a note, a plot and the board are told apart', () => {
  const id = newId();
  expect(parseAddress(notePath(id))).toEqual({ type: 'note', id });
  expect(parseAddress('/@lea.m')).toEqual({ type: 'plot', handle: 'lea.m' });
  expect(parseAddress('/')).toEqual({ type: 'board' });
});

test.each([
  ['/n/', 'note'],
  ['/n/short', 'note'],
  ['/@', 'person'],
  ['/@l%C3%A9a', 'person'],
  ['/@a/b', 'page'],
  ['/n/../etc', 'page'],
  ['/anything', 'page'],
] as const)('%s leads nowhere: no such %s', (path, sought) => {
  expect(parseAddress(path)).toEqual({ type: 'lost', sought });
});
