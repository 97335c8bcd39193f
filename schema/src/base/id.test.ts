import fc from 'fast-check';
import { expect, it } from 'vitest';
import { v7 } from 'uuid';
import { idFromUuid, isId, newId, timeOfId, uuidFromId } from './id.ts';

it('codes any uuid and back without loss', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const id = idFromUuid(uuid);
      expect(isId(id)).toBe(true);
      expect(uuidFromId(id)).toBe(uuid);
    }),
    { seed: 3 },
  );
});

it('tells when it was made', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (msecs) => {
      expect(timeOfId(idFromUuid(v7({ msecs })))).toBe(msecs);
    }),
    { seed: 7 },
  );
});

it('gives each 16 bytes one spelling only', () => {
  const id = newId();
  const last = id.at(-1) ?? '';
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    expect(isId(id.slice(0, 21) + letter)).toBe(letter === last || 'AQgw'.includes(letter));
  }
});

it('refuses what is not an id', () => {
  for (const bad of ['', 'abc', 42, null, undefined, '__proto__', `${newId()}A`, 'A'.repeat(21) + 'B']) expect(isId(bad)).toBe(false);
  expect(() => uuidFromId('short')).toThrow(RangeError);
  expect(() => idFromUuid('not-a-uuid')).toThrow(RangeError);
});

it('makes ids that sort by time as uuids', () => {
  const uuids = Array.from({ length: 50 }, () => uuidFromId(newId()));
  expect(uuids.toSorted()).toEqual(uuids);
});
