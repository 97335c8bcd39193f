import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KINDS } from '@oto/schema/board/kind';
import { fillPressSlots } from '@oto/schema/contract/press';
import { readChangelog } from '../news/changelog.ts';
import { KIT, LOGOS, PICTURES } from './kit.ts';
import { pressBody, pressHead } from './page.ts';
import { pressText } from './text.ts';
import { pressWords } from './words.ts';

const LANGS = ['fr', 'en'] as const;
const root = (name: string) => new URL(`../../../${name}`, import.meta.url);
const source = (lang: 'fr' | 'en') => ({
  releases: readChangelog(readFileSync(root(lang === 'fr' ? 'CHANGELOG.fr.md' : 'CHANGELOG.md'), 'utf8')),
  licence: 'AGPL-3.0-or-later',
});
const words = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

test('every picture and logo of the kit lies there, in each language, as large as it is told, and below a megabyte', () => {
  expect(KIT.pictures.map(({ name, lang }) => `${name} ${lang}`).toSorted()).toEqual(
    PICTURES.flatMap((name) => LANGS.map((lang) => `${name} ${lang}`)).toSorted(),
  );
  expect(KIT.logos.map(({ name }) => name)).toEqual([...LOGOS]);
  const files = [...KIT.pictures.flatMap(({ big, web }) => [big, web]), ...KIT.logos.flatMap(({ vector, pixels }) => [vector, pixels])];
  for (const { file, bytes } of files) {
    const path = root(`client/public/press-kit/${file}`);
    expect([file, existsSync(path) && statSync(path).size]).toEqual([file, bytes]);
    expect(bytes).toBeLessThan(1_000_000);
  }
  for (const { big, web } of KIT.pictures) expect(big.width).toBeGreaterThan(web.width);
});

describe.each(LANGS)('in %s', (lang) => {
  const t = pressWords(lang);
  const body = pressBody(lang, source(lang));

  test('the words are as many as they say', () => {
    expect(words(t('press.line'))).toBeLessThanOrEqual(35);
    const [fifty, long] = [words(t('press.fifty')), words([1, 2, 3].map((part) => t(`press.long.${part as 1 | 2 | 3}`)).join(' '))];
    expect(fifty).toBeGreaterThan(44);
    expect(fifty).toBeLessThanOrEqual(50);
    expect(long).toBeGreaterThan(185);
    expect(long).toBeLessThanOrEqual(200);
  });

  test('what the host alone knows is left open, once each, and nothing else', () => {
    const asked: string[] = [];
    const filled = fillPressSlots(body, (slot) => {
      asked.push(slot.fact === 'price' ? slot.kind : slot.fact);
      return '';
    });
    expect(asked.toSorted()).toEqual([...KINDS, 'gift', 'packs', 'publisher', 'size'].toSorted());
    expect(filled).not.toMatch(/undefined|\{\{|<!--/);
    const text = fillPressSlots(pressText(lang, source(lang)), ({ fact }) => fact);
    expect(text).not.toMatch(/undefined|\{\{|<!--|<[a-z]/);
    for (const { file } of KIT.logos.map(({ vector }) => vector)) expect(text).toContain(file);
  });

  test('every picture has other words for who does not see it than for who does', () => {
    const pictures = [...body.matchAll(/<figure class="shot.*?alt="([^"]+)".*?<figcaption>([^<]+)</g)].map(([, alt, caption]) => [
      alt,
      caption,
    ]);
    expect(pictures).toHaveLength(PICTURES.length);
    for (const [alt, caption] of pictures) expect(alt).not.toBe(caption);
  });

  test('its words stand in attributes as they are, and its version is the last that was released', () => {
    for (const line of [...Object.values(pressHead(lang)), ...PICTURES.map((name) => t(`press.picture.${name}.alt`))])
      expect(line).not.toMatch(/["<>&]/);
    expect(body).toContain(source(lang).releases.find(({ day }) => day !== null)?.name);
  });
});
