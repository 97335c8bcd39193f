import { expect, test } from 'vitest';
import { privateNumberIn } from './private-number.ts';

test.each([
  ['my card 4111 1111 1111 1111 please', '4111 1111 1111 1111'],
  ['3782-822463-10005', '3782-822463-10005'],
  ['(5555.5555.5555.4444)', '5555.5555.5555.4444'],
  ['vers FR76 3000 6000 0112 3456 7890 189 merci', 'FR76 3000 6000 0112 3456 7890 189'],
  ['GB29NWBK60161331926819', 'GB29NWBK60161331926819'],
  ['née 2 55 08 14 168 025 38', '2 55 08 14 168 025 38'],
])('%s', (text, number) => {
  const span = privateNumberIn(text);
  expect(span && text.slice(span.start, span.end)).toBe(number);
});

test.each([
  '4111 1111 1111 1112',
  '14111 1111 1111 1111 99',
  '0000 0000 0000 0000',
  'FR76 3000 6000 0112 3456 7890 188',
  'ABFR7630006000011234567890189',
  '1 84 12 76 451 089 47',
  '+33 6 12 34 56 78',
  '978-2-07-036822-8',
  'commit 1549106f4111111111111111e1cc',
  '20,445.06368453332',
  '20150324153922',
  '2024-10-12 10:15:00',
  '',
])('%s is nobody’s', (text) => {
  expect(privateNumberIn(text)).toBeNull();
});
