import { expect, test } from 'vitest';
import { frame, sheetsOf } from './frame.ts';

const built = `<head><script type="module" crossorigin src="/assets/terms-a1.js"></script>
<link rel="modulepreload" crossorigin href="/assets/frame-b2.js">
<link rel="stylesheet" crossorigin href="/assets/wordmark-c3.css">
<link rel="stylesheet" crossorigin href="/assets/terms-d4.css">
<link rel="stylesheet" href="https://elsewhere.example/x.css"></head>`;

test('a page wears the house’s own sheets, in their order, and runs nothing', () => {
  const sheets = sheetsOf(built);
  expect(sheets).toEqual(['/assets/wordmark-c3.css', '/assets/terms-d4.css']);
  const html = frame({ lang: 'en', sheets }, 'A <b> title', '<p>x</p>');
  expect([...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual(['/icon-192.png', ...sheets]);
  expect(html).not.toMatch(/<script|<b>|\son\w+=/);
});

test.each([
  ['fr', 'PAIEMENTS D’ESSAI'],
  ['en', 'TEST PAYMENTS'],
] as const)('in %s it says what it is at the top, at the foot and in its title', (lang, label) => {
  const html = frame({ lang, sheets: [] }, 'x', '');
  expect(html.split(label)).toHaveLength(4);
  expect(html).toContain(`<html lang="${lang}">`);
});
