import { expect, test } from 'vitest';
import { titleOf } from './title.ts';

test.each([
  ['## **Rain on the roof** _', 'Rain on the roof'],
  ['   \n---\n> The second line  ', 'The second line'],
  ['a * b', 'a * b'],
  ['***', 'the prompt'],
  ['', 'the prompt'],
])('%j is called %j', (text, title) => {
  expect(titleOf('text', text, 'the prompt')).toBe(title);
});

test('what is long is cut at a word, however many marks stand in it', () => {
  expect(titleOf('text', 'word '.repeat(40), '')).toBe(`${'word '.repeat(15).trimEnd()}…`);
  expect(titleOf('text', `x${' '.repeat(200_000)}x`, '')).toBe('x…');
  expect(titleOf('image', 'not this', '_A lighthouse_')).toBe('A lighthouse');
});
