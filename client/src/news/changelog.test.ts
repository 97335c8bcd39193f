import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChangelog } from './changelog.ts';
import { newsBody } from './page.ts';

const read = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

test('both languages tell of the same versions, as many things each', () => {
  const shape = (name: string) =>
    readChangelog(read(name)).map(({ name: version, day, groups }) => [
      day === null ? 'next' : version,
      day,
      groups.map(({ lines }) => lines.length),
    ]);
  expect(shape('CHANGELOG.fr.md')).toEqual(shape('CHANGELOG.md'));
  expect(shape('CHANGELOG.md').length).toBeGreaterThan(1);
});

test('addresses become links, everything else stays words', () => {
  const page = newsBody('en', '## [1.0.0] - 2026-01-02\n\n### Added\n\n- A <b>page</b>: `/status`.\n- Press `Ctrl+K`.\n');
  expect(page).toContain('A &lt;b&gt;page&lt;/b&gt;: <a href="/status"><code>/status</code></a>.');
  expect(page).toContain('<code>Ctrl+K</code>');
  expect(page).toContain('<time datetime="2026-01-02">');
});

test('what has no version yet is there all the same, and French signs keep their words', () => {
  const page = newsBody('fr', '## [À venir]\n\n### Ajouté\n\n- Une page : `/status`.\n');
  expect(page).toContain('<h2>Tout juste arrivé</h2>');
  expect(page).toContain('Une page\u00A0: <a href="/status">');
});

test('a line that is neither heading nor item is refused', () => {
  expect(() => readChangelog('## [1.0.0]\n\nloose words')).toThrow('loose words');
});
