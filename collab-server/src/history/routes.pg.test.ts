import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { HistoryLayout, HistoryPage, HistorySince } from '@oto/schema/contract/history';
import type { CollabServer } from '../server.ts';
import { PLOT, world, type World } from '../testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const notes = [newId(), newId()] as const;
let it_: World;
let server: CollabServer;
let ana: Id;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  await it_.claim(ana, PLOT, 'open', notes);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

const get = (tail: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${server.port}/collab/t/0,0/history/${tail}`, init);

it('serves pages, layouts and what changed since, in the contract’s shapes', async () => {
  const begin = Date.now();
  const mover = it_.guest(server, { token: await it_.pass(ana) });
  await mover.synced();
  regionOf(mover.doc).places.set(notes[0], [1, 2, 3, 4]);
  await mover.acked();
  const tie = newId();
  regionOf(mover.doc).ties.set(tie, {
    v: 1,
    a: [notes[0], PLOT.x, PLOT.y, 10, 20],
    b: [notes[1], PLOT.x, PLOT.y, 10, 20],
    c: 1,
    n: 'like',
  });
  await mover.acked();

  const answer = await get('2,3');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('application/json');
  const page = HistoryPage.parse(await answer.json());
  expect(page).toMatchObject({ next: null, keptSince: null });
  expect(page.moments).toMatchObject([
    { by: { id: ana, name: 'Ana' }, moved: [notes[0]], tied: [tie] },
    { by: null, pinned: [...notes], moved: [] },
  ]);
  const [now, then] = page.moments;
  const older = HistoryPage.parse(await (await get(`2,3?before=${then?.id}`)).json());
  expect(older.moments).toMatchObject([{ by: null, pinned: [notes[0]] }]);

  const at = await get(`2,3/${now?.id}`);
  expect(at.headers.get('cache-control')).toBe('private, max-age=30');
  const layout = HistoryLayout.parse(await at.json());
  expect(layout).toMatchObject({ moment: now?.id, places: { [notes[0]]: [1, 2, 3, 4] }, ties: { [tie]: { n: 'like' } } });
  const old = HistoryLayout.parse(await (await get(`2,3/${then?.id}`)).json());
  expect(Object.keys(old.notes).toSorted()).toEqual([...notes].toSorted());
  expect(old).toMatchObject({ places: {}, ties: {} });

  const since = HistorySince.parse(await (await get(`2,3/since/${begin - 60_000}`)).json());
  expect(since).toMatchObject({ moved: 1, pinned: 2, ties: 1, people: [{ id: ana }], before: null });
  const head = await get('2,3', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('refuses in the shape and language of every refusal', async () => {
  const cases: readonly [string, RequestInit, number, string][] = [
    ['9,9', {}, 404, 'unknown_document'],
    ['99,9', {}, 404, 'unknown_document'],
    ['2,3/123456', {}, 404, 'not_found'],
    ['2,3/x', {}, 400, 'bad_request'],
    ['2,3?before=x', {}, 400, 'bad_request'],
    ['2,3/since/x', {}, 400, 'bad_request'],
    ['2,3', { method: 'POST' }, 405, 'method_not_allowed'],
  ];
  for (const [tail, init, status, code] of cases) {
    const answer = await get(tail, init);
    const body: unknown = await answer.json();
    expect([tail, answer.status, body]).toMatchObject([tail, status, { error: { code, requestId: answer.headers.get('x-request-id') } }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  const english = await get('9,9', { headers: { 'accept-language': 'en' } });
  expect(await english.json()).toMatchObject({ error: { message: 'This part of the board does not exist.' } });
  const elsewhere = await fetch(`http://127.0.0.1:${server.port}/collab/t/0,0/histories`);
  expect(elsewhere.status).toBe(404);
});

it('counts requests by address', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, () => get('2,3', { method: 'POST' })));
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(limited[0]?.headers.get('retry-after')).toBe('2');
  expect(answers.filter(({ status }) => status === 405).length).toBeGreaterThanOrEqual(60);
  const other = await get('2,3', { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(other.status).toBe(200);
});
