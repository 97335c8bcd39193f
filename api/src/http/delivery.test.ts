import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono, type Context } from 'hono';
import { expect, test, vi } from 'vitest';
import { codingOf, encode } from './content-coding.ts';
import { delivery } from './delivery.ts';
import { matchingTag } from './entity-tag.ts';
import type { ApiEnv } from './env.ts';

const WORDS = { words: 'le tableau est à tout le monde '.repeat(200) };
const TEXT = JSON.stringify(WORDS);

function told(answer: (c: Context<ApiEnv>) => Response) {
  const app = new Hono<ApiEnv>();
  app.use(delivery());
  app.get('/api/x', answer);
  return (headers: Record<string, string> = {}, method = 'GET') => app.request('/api/x', { method, headers });
}

const open = told((c) => {
  c.header('Cache-Control', 'public, max-age=5');
  c.header('Vary', 'Cookie');
  return c.json(WORDS);
});

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['gzip;q=1, br;q=0.5', 'gzip', gunzipSync],
] as const)('words are compressed as %s likes it, with their length and a tag of their own', async (accepted, coding, decode) => {
  const plain = await open();
  expect([plain.headers.get('content-encoding'), plain.headers.get('content-length'), plain.headers.get('vary')]).toEqual([
    null,
    `${Buffer.byteLength(TEXT)}`,
    'Cookie, Accept-Encoding',
  ]);
  for (let turn = 0; turn < 2; turn++) {
    const coded = await open({ 'accept-encoding': accepted });
    const bytes = Buffer.from(await coded.arrayBuffer());
    expect([coded.headers.get('content-encoding'), coded.headers.get('content-length')]).toEqual([coding, `${bytes.byteLength}`]);
    expect(decode(bytes).toString()).toBe(TEXT);
    expect(coded.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    expect(coded.headers.get('vary')).toBe('Cookie, Accept-Encoding');
  }
});

test('who has the words, in whichever coding, is told so in a line; HEAD says what GET would', async () => {
  const [plain, coded] = [await open(), await open({ 'accept-encoding': 'br' })];
  for (const tag of [plain, coded].map((answer) => answer.headers.get('etag') ?? '')) {
    for (const asked of [tag, `W/${tag}`, `"x", ${tag}`]) {
      const known = await open({ 'if-none-match': asked, 'accept-encoding': 'br' });
      expect([known.status, await known.text(), known.headers.get('etag'), known.headers.get('cache-control')]).toEqual([
        304,
        '',
        tag,
        'public, max-age=5',
      ]);
      expect([known.headers.get('content-type'), known.headers.get('content-length'), known.headers.get('content-encoding')]).toEqual([
        null,
        null,
        null,
      ]);
    }
  }
  expect((await open({ 'if-none-match': '"other"' })).status).toBe(200);
  const head = await open({ 'accept-encoding': 'br' }, 'HEAD');
  expect(await head.text()).toBe('');
  for (const name of ['etag', 'content-length', 'content-encoding', 'vary']) expect(head.headers.get(name)).toBe(coded.headers.get(name));
});

test('what nobody may keep is neither compared nor compressed; what says nothing may be kept by nobody', async () => {
  for (const control of ['private, no-store', 'no-store', null]) {
    const secret = told((c) => {
      if (control !== null) c.header('Cache-Control', control);
      return c.json(WORDS);
    });
    const answer = await secret({ 'accept-encoding': 'br', 'if-none-match': '*' });
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('content-encoding')]).toEqual([200, null, null]);
    expect(answer.headers.get('cache-control')).toContain('no-store');
  }
});

test('files that know ranges, streams and what is coded already are left alone; short words are told as they are', async () => {
  const file = told((c) =>
    c.body(TEXT, 200, { 'Content-Type': 'text/html', 'Cache-Control': 'public', 'Accept-Ranges': 'bytes', ETag: '"f"' }),
  );
  const stream = told((c) => c.body(TEXT, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }));
  const coded = told((c) => c.body('xyz', 200, { 'Content-Type': 'text/html', 'Cache-Control': 'public', 'Content-Encoding': 'br' }));
  const short = told((c) => c.json({ a: 1 }, 200, { 'Cache-Control': 'public' }));
  for (const [ask, coding, tag] of [
    [file, null, '"f"'],
    [stream, null, null],
    [coded, 'br', null],
    [short, null, expect.any(String)],
  ] as const) {
    const answer = await ask({ 'accept-encoding': 'gzip, br' });
    expect([answer.status, answer.headers.get('content-encoding'), answer.headers.get('etag')]).toEqual([200, coding, tag]);
  }
  expect((await file({ 'if-none-match': '"f"' })).status).toBe(304);
});

test('one answer is compressed once, under however many addresses it is asked for', async () => {
  const app = new Hono<ApiEnv>();
  const coder = vi.fn<typeof encode>(encode);
  app.use(delivery(coder));
  app.get('/n/:any', (c) => c.html(TEXT, 200, { 'Cache-Control': 'no-cache' }));
  for (let n = 0; n < 2000; n++) {
    const coded = await app.request(`/n/${'x'.repeat(500)}${n}`, { headers: { 'accept-encoding': 'br' } });
    expect(coded.headers.get('content-encoding')).toBe('br');
  }
  expect(coder).toHaveBeenCalledTimes(1);
});

test('codings are chosen by liking, and tags compared by what they name', () => {
  expect(['', 'identity', 'br;q=0, gzip', '*', 'br;q=0.2, *;q=0.1', 'deflate, zstd'].map(codingOf)).toEqual([
    null,
    null,
    'gzip',
    'br',
    'br',
    null,
  ]);
  expect(matchingTag('"abc-brx"', '"abc"')).toBeNull();
  expect(matchingTag('"a", "abc-gzip"', '"abc"')).toBe('"abc-gzip"');
  expect(matchingTag(undefined, '"abc"')).toBeNull();
});
