import { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import type { ApiEnv, Caller } from './env.ts';
import { publicCache } from './public-cache.ts';

const MEMBER: Caller = { memberId: 'm', role: 'member', via: 'session', scopes: [], createdAt: new Date(0), sessionId: null };
let time = 0;
let made = 0;
let gate: Promise<unknown> = Promise.resolve();

function board(cacheControl: string, bytesMax?: number) {
  const app = new Hono<ApiEnv>();
  app.use((c, next) => {
    c.set('caller', c.req.header('x-member') === undefined ? null : MEMBER);
    return next();
  });
  app.use(publicCache(() => time, bytesMax));
  app.get('/api/cards', async (c) => {
    const number = ++made;
    await gate;
    c.header('Cache-Control', cacheControl);
    c.header('ETag', `"${number}"`);
    if (c.req.query('ids') === 'bad') return c.text('bad', 400);
    return c.text(`${number}`);
  });
  const ask = async (path = '/api/cards?ids=a', headers: Readonly<Record<string, string>> = {}) =>
    (await app.request(path, { headers })).text();
  return { app, ask };
}

beforeEach(() => {
  time = 0;
  made = 0;
  gate = Promise.resolve();
});

test('visitors who ask the same together or soon after are told the same, for as long as it may be', async () => {
  const { app, ask } = board('public, max-age=2');
  const opened = Promise.withResolvers<null>();
  gate = opened.promise;
  const together = Promise.all([ask(), ask(), ask()]);
  opened.resolve(null);
  expect(await together).toEqual(['1', '1', '1']);
  time = 1999;
  const again = await app.request('/api/cards?ids=a');
  expect([await again.text(), again.headers.get('etag'), again.headers.get('cache-control')]).toEqual(['1', '"1"', 'public, max-age=2']);
  time = 2001;
  expect(await ask()).toBe('2');
  expect(await ask('/api/cards?ids=b')).toBe('3');
});

test('what is asked is the whole of it: a second question mark is a part of the question', async () => {
  const { ask } = board('public, max-age=60');
  expect(await ask('/api/cards?ids=a')).toBe('1');
  expect(await ask('/api/cards?ids=a?lang=en')).toBe('2');
  expect(await ask('/api/cards??ids=a')).toBe('3');
  expect(await ask('/api/cards')).toBe('4');
});

test('many small answers to long questions take no more room than large ones, and what has served goes', async () => {
  const { ask } = board('public, max-age=60', 40_000);
  for (let at = 0; at < 20; at++) await ask(`/api/cards?ids=${at}${'x'.repeat(4000)}`);
  made = 100;
  expect(await ask(`/api/cards?ids=0${'x'.repeat(4000)}`)).toBe('101');
  expect(await ask(`/api/cards?ids=19${'x'.repeat(4000)}`)).toBe('20');
  const long = `/api/cards?ids=${'x'.repeat(9000)}`;
  expect(await ask(long)).not.toBe(await ask(long));
});

test('an hour is still five seconds here', async () => {
  const { ask } = board('public, max-age=3600');
  expect(await ask()).toBe('1');
  time = 5001;
  expect(await ask()).toBe('2');
});

test('who compares is told from what is kept; members, parts, refusals and what is private are answered anew', async () => {
  const open = board('public, max-age=60');
  await open.ask();
  expect(await open.ask('/api/cards?ids=a', { 'x-member': '1' })).toBe('2');
  expect(await open.ask('/api/cards?ids=a', { authorization: 'Bearer x' })).toBe('3');
  expect(await open.ask('/api/cards?ids=a', { range: 'bytes=0-1' })).toBe('4');
  expect(await open.ask('/api/cards?ids=a', { 'if-none-match': '"1"' })).toBe('1');
  await open.ask('/api/cards?ids=bad');
  await open.ask('/api/cards?ids=bad');
  expect(made).toBe(6);
  for (const control of ['private, no-store', 'private, max-age=60', 'no-cache', 'public']) {
    const { ask } = board(control);
    const [first, second] = [await ask(), await ask()];
    expect([control, first === second]).toEqual([control, false]);
  }
});

test('a request that fails lets the next one try', async () => {
  const { ask } = board('public, max-age=60');
  gate = Promise.reject(new Error('the database left'));
  gate.catch(() => undefined);
  const both = await Promise.all([ask(), ask()]);
  expect(both).toEqual(['Internal Server Error', 'Internal Server Error']);
  gate = Promise.resolve();
  expect(await ask()).toBe('3');
});
