import { describe, expect, test } from 'vitest';
import { about, createFormats, duration } from './format.ts';
import { firstLang } from './language.ts';

const fr = createFormats('fr', 'UTC');
const en = createFormats('en', 'UTC');
/** Intl writes narrow and plain no-break spaces. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

test.each([
  [0, '0:00'],
  [7400, '0:07'],
  [65_000, '1:05'],
  [3_723_000, '1:02:03'],
  [-5, '0:00'],
])('%i ms is written %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [0, '5 s'],
  [18_500, '20 s'],
  [56_000, '1 min'],
  [61_000, '2 min'],
  [3_500_000, '59 min'],
  [7_000_000, '2 h'],
])('about %i ms is %s', (ms, text) => {
  expect(plain(about(ms))).toBe(text);
});

test('places are ranked', () => {
  expect([1, 2, 3].map(fr.ordinal)).toEqual(['1re', '2e', '3e']);
  expect([1, 2, 3, 4, 11, 22].map(en.ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '22nd']);
});

test('numbers, signs and sizes follow the language', () => {
  expect(plain(fr.number(12_345))).toBe('12 345');
  expect(en.number(12_345)).toBe('12,345');
  expect(en.signed(12)).toBe('+12');
  expect(en.signed(0)).toBe('0');
  expect(plain(fr.bytes(1_530_000))).toBe('1,5 Mo');
  expect(plain(en.bytes(999))).toBe('999 B');
});

test('zero is singular in French and plural in English', () => {
  expect([fr.plural(0), fr.plural(1), fr.plural(2)]).toEqual(['one', 'one', 'other']);
  expect([en.plural(0), en.plural(1), en.plural(2)]).toEqual(['other', 'one', 'other']);
});

describe('time since', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  test.each([
    ['2026-03-10T11:57:00Z', 'il y a 3 minutes', '3 minutes ago'],
    ['2026-03-10T10:00:00Z', 'il y a 2 heures', '2 hours ago'],
    ['2026-03-09T11:00:00Z', 'hier', 'yesterday'],
    ['2026-01-02T11:00:00Z', '2 janvier 2026', '2 January 2026'],
  ])('%s', (iso, french, english) => {
    expect(plain(fr.since(iso, now))).toBe(french);
    expect(en.since(iso, now)).toBe(english);
  });

  test('a clock that runs a little ahead is not the future', () => {
    expect(en.since('2026-03-10T12:00:20Z', now)).toBe('now');
  });
});

test('the stored language wins, then the browser, then French', () => {
  expect(firstLang('en', ['fr-FR'])).toBe('en');
  expect(firstLang(null, ['en-GB', 'fr'])).toBe('en');
  expect(firstLang(null, ['de', 'es'])).toBe('fr');
  expect(firstLang('xx', [])).toBe('fr');
});

test('euros and calendar days follow the language, whatever the zone', () => {
  expect(plain(fr.euros(1050))).toBe('10,50 €');
  expect(en.euros(900)).toBe('€9.00');
  const far = createFormats('fr', 'Pacific/Kiritimati');
  expect(plain(far.calendarDay('2026-03-01'))).toBe('1 mars');
  expect(plain(far.wholeDay('2026-12-31'))).toBe('31 décembre 2026');
});
