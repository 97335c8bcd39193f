import { expect, test } from 'vitest';
import { brokenLink, takersOf } from './chain.ts';

const text = { kind: 'text', accepts: [] } as const;
const painter = { kind: 'image', accepts: [] } as const;
const redrawer = { kind: 'image', accepts: ['image'] } as const;
const film = { kind: 'video', accepts: ['image'] } as const;
const voice = { kind: 'voice', accepts: ['audio'] } as const;

test('words feed everything, a picture what takes pictures, a film nothing', () => {
  expect(brokenLink([text, painter, film])).toBeNull();
  expect(brokenLink([text, voice, voice])).toBeNull();
  expect(brokenLink([painter, text])).toBe(1);
  expect(brokenLink([text, film, text])).toBe(2);
});

test('an input goes to the first step that has a use for it', () => {
  expect(takersOf(['image'], [text, redrawer, film])).toEqual([1]);
  expect(takersOf(['audio', 'image'], [redrawer, film])).toEqual([-1, 0]);
  expect(takersOf(['audio'], [text, voice])).toEqual([1]);
});

test('a step is given one picture: the one before it made comes first', () => {
  expect(takersOf(['image'], [painter, film])).toEqual([-1]);
  expect(takersOf(['image', 'image'], [text, film])).toEqual([1, -1]);
});
