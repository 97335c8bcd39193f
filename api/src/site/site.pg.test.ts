import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lang } from '@oto/schema/base/lang';
import { PACKS } from '../payment/packs.ts';
import { testApi, TEST_ORIGIN, type TestApi } from '../testing/api.ts';
import { welcomePage } from './welcome.ts';

const WORDS = {
  fr: { path: '/bienvenue', title: 'Une feuille &amp; des clous', unit: 'jetons', none: 'Rien n’est vendu.' },
  en: { path: '/welcome', title: 'A sheet &amp; pins', unit: 'tokens', none: 'Nothing is sold.' },
} as const;
const LANGS = ['fr', 'en'] as const satisfies readonly Lang[];

/** As the build leaves a page that greets (client/src/welcome/page.ts): open where this host alone knows what stands there. */
const greeting = ({ title, unit, none }: (typeof WORDS)[Lang]) =>
  `<!doctype html><html><head><title>${title}</title><meta name="description" content="${title}, again"></head><body>
<p class="gift"><!--welcome-tokens--></p><div data-line="<!--welcome-tokens--> ${unit}" data-none="${none}"><!--welcome-prices--></div></body></html>`;
const other = (name: string) => `<!doctype html><html><head><title>${name}</title></head><body></body></html>`;

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-site-'));
  const plain = ['index', 'verify', 'terms', 'live', 'nouveautes', 'whats-new', 'presse', 'press'].map(
    (name) => [`${name}.html`, other(name)] as const,
  );
  for (const [name, html] of [...plain, ['bienvenue.html', greeting(WORDS.fr)], ['welcome.html', greeting(WORDS.en)]] as const)
    await writeFile(join(folder, name), html);
  api = await testApi({ clientFolder: folder, welcomeTokens: 1250 });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test.each(LANGS)('the page that greets says what is given and sold here, and nothing is left open (%s)', async (lang) => {
  const { path, unit } = WORDS[lang];
  const answer = await api.send('GET', path);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  const html = await answer.text();
  expect(html).not.toMatch(/<!--welcome|data-line|data-none/);
  expect(html).toContain(`<p class="gift">${new Intl.NumberFormat(lang).format(1250)}</p>`);
  const told = [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, what, price]) => [what, price]);
  const euros = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' });
  expect(told).toEqual(
    PACKS.map(({ tokens, cents }) => [`${new Intl.NumberFormat(lang).format(tokens)} ${unit}`, euros.format(cents / 100)]),
  );
  // Who is known is told the same.
  const ann = await api.join(`Ann ${lang}`);
  expect(await (await api.send('GET', path, { cookie: ann.cookie })).text()).toBe(html);
});

test.each(LANGS)('where nothing is sold, or not now, it names no price (%s)', async (lang) => {
  const { db, config, payments } = api.deps;
  const shown = (shop: typeof payments.shop) => welcomePage(greeting(WORDS[lang]), lang, { db, config, payments: { ...payments, shop } });
  const turn = (enabled: boolean) => db.updateTable('kill_switch').set({ enabled }).where('name', '=', 'purchase').execute();
  expect(await shown(payments.shop)).toContain('<dd>');
  const without = await shown(null);
  await turn(false);
  const paused = await shown(payments.shop);
  await turn(true);
  for (const html of [without, paused]) {
    expect(html).toContain(`<div><p>${WORDS[lang].none}</p></div>`);
    expect(html).not.toMatch(/<d[dt]>|€|data-line/);
  }
});

test('its head names itself, its other language and the picture by this host’s address, for programs that preview and list', async () => {
  const [fr, en] = await Promise.all(LANGS.map(async (lang) => headOf(await (await api.send('GET', WORDS[lang].path)).text())));
  expect(fr?.canonical).toBe(`${TEST_ORIGIN}/bienvenue`);
  expect(en?.canonical).toBe(`${TEST_ORIGIN}/welcome`);
  const alternates = { fr: `${TEST_ORIGIN}/bienvenue`, en: `${TEST_ORIGIN}/welcome`, 'x-default': `${TEST_ORIGIN}/` };
  expect([fr?.alternates, en?.alternates]).toEqual([alternates, alternates]);
  expect(fr?.properties).toMatchObject({
    'og:title': WORDS.fr.title,
    'og:description': `${WORDS.fr.title}, again`,
    'og:url': `${TEST_ORIGIN}/bienvenue`,
    'og:image': `${TEST_ORIGIN}/welcome-share.jpg`,
    'og:locale': 'fr_FR',
    'og:locale:alternate': 'en_GB',
  });
  expect(en?.properties).toMatchObject({ 'og:url': `${TEST_ORIGIN}/welcome`, 'og:locale': 'en_GB', 'og:locale:alternate': 'fr_FR' });
  expect(JSON.parse(en?.data ?? '')).toMatchObject({ '@type': 'WebApplication', url: `${TEST_ORIGIN}/`, inLanguage: 'en' });
  expect(en?.data).not.toContain('<');
});

test('every page that search engines are told of is there, and none is one they may not read', async () => {
  const robots = await api.send('GET', '/robots.txt');
  expect([robots.status, robots.headers.get('content-type'), robots.headers.get('cache-control')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
    'public, max-age=3600',
  ]);
  const lines = (await robots.text()).split('\n');
  expect(lines[0]).toBe('User-agent: *');
  const closed = lines.flatMap((line) => /^Disallow: (\S+)$/.exec(line)?.[1] ?? []);
  expect(closed).toEqual(expect.arrayContaining(['/api/', '/events']));
  const map = lines.flatMap((line) => /^Sitemap: (\S+)$/.exec(line)?.[1] ?? []);
  expect(map).toEqual([`${TEST_ORIGIN}/sitemap.xml`]);

  const listed = await api.send('GET', '/sitemap.xml');
  expect([listed.status, listed.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  const pages = [...(await listed.text()).matchAll(/<url><loc>([^<]+)<\/loc><\/url>/g)].map(([, address]) => address ?? '');
  expect(pages).toEqual(expect.arrayContaining([`${TEST_ORIGIN}/`, `${TEST_ORIGIN}/welcome`, `${TEST_ORIGIN}/bienvenue`]));
  expect(new Set(pages).size).toBe(pages.length);
  for (const address of pages) {
    const path = new URL(address).pathname;
    expect(address).toBe(`${TEST_ORIGIN}${path}`);
    const page = await api.send('GET', path);
    expect([path, page.status, page.headers.get('content-type')]).toEqual([path, 200, expect.stringContaining('text/html')]);
    expect(page.headers.get('x-robots-tag')).toBeNull();
    expect(closed.filter((prefix) => path.startsWith(prefix))).toEqual([]);
  }
});

test('the board to be looked at is framed by our own pages alone, and every other page by none', async () => {
  const frames = async (path: string) => {
    const { status, headers } = await api.send('GET', path);
    return [status, headers.get('x-frame-options'), /frame-ancestors [^;]+/.exec(headers.get('content-security-policy') ?? '')?.[0]];
  };
  expect(await frames('/live')).toEqual([200, 'SAMEORIGIN', "frame-ancestors 'self'"]);
  expect(await frames('/live?q=1')).toEqual([200, 'SAMEORIGIN', "frame-ancestors 'self'"]);
  for (const [path, status] of [
    ['/', 200],
    ['/welcome', 200],
    ['/terms', 200],
    ['/live/', 404],
    ['/live/x', 404],
    ['/Live', 404],
    ['/api/me', 401],
  ] as const)
    expect([path, await frames(path)]).toEqual([path, [status, 'DENY', "frame-ancestors 'none'"]]);
  // Apart from who may frame it, it is kept as tightly as the rest.
  const policy = async (path: string) =>
    ((await api.send('GET', path)).headers.get('content-security-policy') ?? '').replace(/frame-ancestors [^;]+/, '');
  expect(await policy('/live')).toBe(await policy('/'));
  expect((await api.send('GET', '/live')).headers.get('cache-control')).toBe('no-cache');
});

function headOf(html: string) {
  const pairs = (pattern: RegExp): Readonly<Record<string, string>> =>
    Object.fromEntries([...html.matchAll(pattern)].map(([, name = '', value = '']) => [name, value]));
  return {
    properties: pairs(/<meta property="([^"]+)" content="([^"]*)">/g),
    alternates: pairs(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g),
    canonical: /<link rel="canonical" href="([^"]+)">/.exec(html)?.[1],
    data: /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1],
  };
}

test('files that were written in the same moment and are as long as each other have tags of their own', async () => {
  const names = ['one.txt', 'two.txt', 'three/one.txt'];
  await mkdir(join(folder, 'three'));
  for (const name of names) {
    await writeFile(join(folder, name), 'same');
    await utimes(join(folder, name), 1, 1);
  }
  const tags = await Promise.all(names.map(async (name) => (await api.send('GET', `/${name}`)).headers.get('etag') ?? ''));
  expect(new Set(tags).size).toBe(3);
  for (const tag of tags) expect(tag).toMatch(/^"[\w./-]+"$/);
  for (const tag of tags) expect(tag).not.toContain(folder);
});

test('the file of a page that is completed here leads to the page', async () => {
  for (const page of ['welcome', 'bienvenue', 'press', 'presse']) {
    const answer = await api.send('GET', `/${page}.html`);
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `/${page}`]);
  }
});
