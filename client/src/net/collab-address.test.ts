import { expect, test } from 'vitest';
import { collabAddress } from './collab-address.ts';

test('beside the page, with its security', () => {
  expect(collabAddress({ x: 0, y: -1 }, 'https://oto.example/n/x?at=1,2')).toBe('wss://oto.example/collab/t/0,-1');
  expect(collabAddress({ x: 2, y: 3 }, 'http://127.0.0.1:4000/')).toBe('ws://127.0.0.1:4000/collab/t/2,3');
});
