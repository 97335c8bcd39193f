import fc from 'fast-check';
import { expect, test } from 'vitest';
import { censored } from './censor.ts';
import { isSecretName, SECRET_NAMES } from './scrub.ts';

const RUNS = { seed: 23, numRuns: 200 };
const plain = fc.dictionary(
  fc.string().filter((name) => !isSecretName(name) && name !== 'toJSON'),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.array(fc.string())),
  { noNullPrototype: true },
);

test('what stands under a secret’s name goes, however it is written and wherever it lies', () => {
  for (const name of SECRET_NAMES) {
    const fields = { [name]: 'hunter2', a: { [name.toUpperCase()]: 'hunter2', b: [{ c: { [name]: { d: 'hunter2' } } }] } };
    const before = structuredClone(fields);
    expect(JSON.stringify(censored(fields))).not.toContain('hunter2');
    expect(fields).toEqual(before);
  }
});

test('a line without secrets is the very same object', () => {
  fc.assert(
    fc.property(plain, (fields) => {
      expect(censored(fields)).toBe(fields);
    }),
    RUNS,
  );
});

test('everything beside a secret stays, in its order', () => {
  fc.assert(
    fc.property(plain, plain, fc.constantFrom(...SECRET_NAMES), (fields, nested, name) => {
      const line = { first: 1, [name]: 'hunter2', nested: { ...nested, [name]: 'hunter2' }, ...fields };
      const clean = censored(line);
      const expected = { ...line, [name]: '[redacted]', ...('nested' in fields ? {} : { nested: { ...nested, [name]: '[redacted]' } }) };
      expect(clean).toEqual(expected);
      expect(Object.keys(clean)).toEqual(Object.keys(line));
    }),
    RUNS,
  );
});

test('what knows its own form keeps it, and what goes too deep, or round, ends', () => {
  const error = new Error('gone');
  const at = new Date(0);
  const line = { err: error, at, url: new URL('https://oto.test') };
  expect(censored(line)).toBe(line);
  const round: Record<string, unknown> = {};
  round['round'] = round;
  expect(JSON.stringify(censored(round))).toBe('{"round":{"round":{"round":{"round":{"round":"…"}}}}}');
});
