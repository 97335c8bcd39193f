import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unzip } from '@oto/ops/testing/unzip';
import { pressSlot } from '@oto/schema/contract/press';
import { PACKS } from '../payment/packs.ts';
import { testApi, TEST_ORIGIN, type TestApi } from '../testing/api.ts';

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const facts = [
  pressSlot({ fact: 'gift', line: '{{ tokens }} given' }),
  pressSlot({ fact: 'price', kind: 'text', line: 'text {{ tokens }}', range: 'text {{ low }}-{{ high }}', none: 'no text' }),
  pressSlot({ fact: 'packs', line: '{{ tokens }} for {{ price }}', none: 'nothing sold' }),
  pressSlot({ fact: 'publisher', line: '{{ name }} <{{ contact }}>', none: 'nobody' }),
].join('\n');
const html = `<!doctype html><html><head><title>P &amp; R</title><meta name="description" content="D"></head><body>${facts} ${pressSlot({ fact: 'size', line: 'zip {{ size }}' })}</body></html>`;

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-press-'));
  await mkdir(join(folder, 'press-kit/pictures'), { recursive: true });
  await mkdir(join(folder, 'press-kit/logos'));
  for (const name of ['presse.html', 'press.html']) await writeFile(join(folder, name), html);
  for (const lang of ['fr', 'en']) await writeFile(join(folder, `press-kit/oto-${lang}.md`), `# oTo\n\n${facts}\n`);
  await writeFile(join(folder, 'press-kit/pictures/oto-far-fr.jpg'), PICTURE);
  await writeFile(join(folder, 'press-kit/logos/oto-sign.svg'), '<svg/>');
  await writeFile(join(folder, 'press-kit/logos/oto-sign.svg.br'), 'coded');
  const publisher = { name: 'Ann & fils', address: 'ici', contact: 'ann@oto.test', host: null, mediator: null };
  api = await testApi({ clientFolder: folder, welcomeTokens: 1250, publisher, limitsFactor: 10 });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('the pages for the press tell the facts of this host, and where each is in the other language', async () => {
  for (const [path, lang] of [
    ['/presse', 'fr'],
    ['/press', 'en'],
  ] as const) {
    const answer = await api.send('GET', path);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const page = await answer.text();
    const count = new Intl.NumberFormat(lang);
    const euros = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' });
    expect(page).toContain(`${count.format(1250)} given`);
    for (const { tokens, cents } of PACKS) expect(page).toContain(`${count.format(tokens)} for ${euros.format(cents / 100)}`);
    expect(page).toMatch(/text \d+/);
    expect(page).toContain('Ann &amp; fils &lt;ann@oto.test&gt;');
    expect(page).toMatch(lang === 'fr' ? /zip 0\sMo/ : /zip 0\sMB/);
    expect(page).not.toContain('<!--press');
    expect(page).toContain(`<link rel="canonical" href="${TEST_ORIGIN}${path}">`);
    for (const [other, at] of [
      ['fr', '/presse'],
      ['en', '/press'],
    ])
      expect(page).toContain(`<link rel="alternate" hreflang="${other}" href="${TEST_ORIGIN}${at}">`);
    expect(page).toContain('<meta property="og:title" content="P &amp; R">');
    expect(await (await api.send('GET', '/sitemap.xml')).text()).toContain(`<loc>${TEST_ORIGIN}${path}</loc>`);
  }
});

test('the archive holds the pictures, the logos and both texts with their facts, and is asked for again only when one has changed', async () => {
  const answer = await api.send('GET', '/press-kit/oto-press-kit.zip');
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
    200,
    'application/zip',
    'attachment; filename="oto-press-kit.zip"',
  ]);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('content-length')).toBe(String(bytes.byteLength));
  const parts = unzip(bytes);
  expect([...parts.keys()]).toEqual([
    'oto-press-kit/oto-fr.md',
    'oto-press-kit/oto-en.md',
    'oto-press-kit/logos/oto-sign.svg',
    'oto-press-kit/pictures/oto-far-fr.jpg',
  ]);
  expect(parts.get('oto-press-kit/pictures/oto-far-fr.jpg')).toEqual(PICTURE);
  const text = parts.get('oto-press-kit/oto-en.md')?.toString() ?? '';
  expect(text).toContain('1,250 given');
  expect(text).toContain('Ann & fils <ann@oto.test>');
  const alone = await api.send('GET', '/press-kit/oto-en.md');
  expect([alone.headers.get('content-type'), await alone.text()]).toEqual(['text/markdown; charset=utf-8', text]);

  const tag = answer.headers.get('etag') ?? '';
  const again = async () => (await api.send('GET', '/press-kit/oto-press-kit.zip', { headers: { 'if-none-match': tag } })).status;
  expect(await again()).toBe(304);
  // Another replica, from a copy of the same files, says the same.
  const copy = `${folder}-copy`;
  await cp(folder, copy, { recursive: true, preserveTimestamps: true });
  await using other = await testApi({ clientFolder: copy, welcomeTokens: 1250, publisher: api.deps.config.publisher });
  expect((await other.send('GET', '/press-kit/oto-press-kit.zip')).headers.get('etag')).toBe(tag);
  await rm(copy, { recursive: true });
  await utimes(join(folder, 'press-kit/pictures/oto-far-fr.jpg'), 1e9, 1e9);
  expect(await again()).toBe(200);
});

test('where the client has not been built there is nothing to take', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'oto-press-'));
  {
    await using bare = await testApi({ clientFolder: empty });
    for (const path of ['/press-kit/oto-press-kit.zip', '/press-kit/oto-fr.md', '/presse']) {
      expect([path, (await bare.send('GET', path)).status]).toEqual([path, 404]);
    }
  }
  await rm(empty, { recursive: true });
});
