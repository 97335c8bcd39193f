import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { Db } from '../deps.ts';
import { refusal, testApi, type TestApi } from '../testing/api.ts';
import { landOf } from '../testing/land.ts';
import { DrawDesk } from './draw-desk.ts';
import { readOverview } from './overview.ts';
import { answerTile, isDue } from './tile.ts';

const TILE = { x: 0, y: 0 };
const DESK_ASLEEP = { draw: () => new Promise<void>(() => {}) };

async function tileOf(answer: Response | Promise<Response>): Promise<MapTile> {
  const settled = await answer;
  if (!settled.ok) throw new Error(await settled.text());
  return MapTile.parse(await settled.json());
}

const draw = (db: Db) => sql`select map_draw(0, 0)`.execute(db);
const age = (db: Db, minutes: number) =>
  sql`update map_tile set drawn_at = now() - ${`${minutes} minutes`}::interval, took_ms = 0`.execute(db);

/** Counts how often a tile was drawn from now on. */
async function drawings(db: Db): Promise<() => Promise<number>> {
  await sql`create table drawing (id integer generated always as identity)`.execute(db);
  await sql`create function count_drawing() returns trigger language plpgsql as 'begin insert into drawing default values; return null; end'`.execute(
    db,
  );
  await sql`create trigger count_drawing after update of drawn_at on map_tile for each row execute function count_drawing()`.execute(db);
  return async () => Number((await sql<{ n: string }>`select count(*) as n from drawing`.execute(db)).rows[0]?.n);
}

test('a tile tells plots, landmarks and rivers, and an ETag spares it', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  await land.plot(2, 2, await land.member('Ann'));
  await land.plot(3, 2, await land.member('Bob'));
  await land.plot(-1, 2, await land.member('Far'));
  const agent = await land.agent(2, 2, 5);
  await land.creation(3, 2, { agents: [agent] });
  await draw(db);

  const answer = await api.send('GET', '/api/map/tiles/0/0');
  expect(answer.headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=60');
  const etag = answer.headers.get('etag') ?? '';
  const tile = await tileOf(answer);
  expect(tile).toMatchObject({
    tile: TILE,
    plots: [
      { x: 2, y: 2, owner: 'Ann', notes: 1, tint: 0 },
      { x: 3, y: 2, owner: 'Bob', notes: 1 },
    ],
    landmarks: [{ plot: { x: 2, y: 2 }, name: 'Plume', kind: 'text', colour: 5, descendants: 1 }],
    rivers: [{ from: { x: 2, y: 2 }, to: { x: 3, y: 2 }, cords: 1, colour: 5 }],
  });
  expect(tile).not.toHaveProperty('drawing');

  const again = (path: string, tag: string) => api.send('GET', path, { headers: { 'if-none-match': tag } });
  const unchanged = await again('/api/map/tiles/0/0', etag);
  expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  expect((await again('/api/map/tiles/-1/0', etag)).status).toBe(200);
  await sql`update agent set hidden_at = now() where id = ${agent}`.execute(db);
  await sql`update member set deleted_at = now() where name = 'Ann'`.execute(db);
  await sql`update member set hidden_at = now() where name = 'Bob'`.execute(db);
  // Asked in other words: visitors are told the same again for a moment.
  const taken = await again('/api/map/tiles/0/0?later', etag);
  expect(taken.status).toBe(200);
  expect(await tileOf(taken)).toMatchObject({
    plots: [
      { owner: '', handle: '' },
      { owner: '', handle: '' },
    ],
    landmarks: [],
  });
});

test('a tile is named by two small integers; one that nobody lives in leaves nothing behind', async () => {
  await using api = await testApi();
  for (const path of ['01/0', '0/-0', '1.5/0', 'x/y', '100000/0', '0/1e3']) {
    expect(await refusal(await api.send('GET', `/api/map/tiles/${path}`))).toBe('400 bad_request');
  }
  expect(await tileOf(api.send('GET', '/api/map/tiles/-7/99999'))).toEqual({
    tile: { x: -7, y: 99_999 },
    plots: [],
    landmarks: [],
    rivers: [],
  });
  expect(await api.deps.db.selectFrom('map_tile').selectAll().execute()).toEqual([]);
});

test('a tile is told at once, and what was never drawn is waited for a moment only', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  await land.plot(2, 2);
  await land.creation(2, 2, { agents: [await land.agent(2, 2)] });
  const plots = [{ notes: 2 }];
  expect(await answerTile(api.deps, DESK_ASLEEP, TILE, 0)).toMatchObject({ plots, landmarks: [], drawing: true });
  const desk = new DrawDesk(api.deps);
  const patient = await answerTile(api.deps, desk, TILE, 60_000);
  expect(patient).toMatchObject({ plots, landmarks: [{ descendants: 1 }] });
  expect(patient).not.toHaveProperty('drawing');

  await land.creation(2, 2, { agents: [await land.agent(2, 2)] });
  expect(await answerTile(api.deps, DESK_ASLEEP, TILE)).not.toHaveProperty('drawing');
  await age(db, 2);
  expect(await answerTile(api.deps, DESK_ASLEEP, TILE)).toMatchObject({ plots: [{ notes: 4 }], landmarks: [{}], drawing: true });
});

test('a drawing is due when it is missing, when notes came after it, and when it is old', () => {
  const at = (seconds: number) => new Date(1e12 + seconds * 1000);
  const drawn = { drawnAt: at(0), tookMs: 100, notes: 5 };
  expect(isDue(null, 5, at(0))).toBe(true);
  expect(isDue(drawn, 6, at(59))).toBe(false);
  expect(isDue(drawn, 6, at(60))).toBe(true);
  expect(isDue(drawn, 5, at(60))).toBe(false);
  expect(isDue(drawn, 5, at(600))).toBe(true);
  expect(isDue({ ...drawn, tookMs: 1000 }, 6, at(299))).toBe(false);
  expect(isDue({ ...drawn, tookMs: 1000 }, 6, at(300))).toBe(true);
});

test('two replicas draw a tile once', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  await landOf(db).plot(2, 2);
  const drawn = await drawings(db);
  const desks = [new DrawDesk(api.deps), new DrawDesk(api.deps)];
  await Promise.all(desks.flatMap((desk) => [desk.draw(TILE, null), desk.draw(TILE, null)]));
  expect(await drawn()).toBe(1);
  for (const desk of desks) await desk.draw(TILE, null);
  expect(await drawn()).toBe(1);
  const { drawn_at } = await db.selectFrom('map_tile').select('drawn_at').executeTakeFirstOrThrow();
  await desks[0]?.draw(TILE, drawn_at);
  expect(await drawn()).toBe(2);
});

test('whoever finds another drawing does not wait, and a drawing that fails leaves the last one', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  await landOf(db).plot(2, 2);
  await draw(db);
  const drawn = await drawings(db);
  const { drawn_at } = await db.selectFrom('map_tile').select('drawn_at').executeTakeFirstOrThrow();
  const desk = new DrawDesk(api.deps);
  await db.transaction().execute(async (trx) => {
    await trx.selectFrom('map_tile').selectAll().forUpdate().execute();
    await desk.draw(TILE, drawn_at);
  });
  expect(await drawn()).toBe(0);
  await sql`alter table map_tile add check (notes > 5) not valid`.execute(db);
  await desk.draw(TILE, drawn_at);
  expect(await db.selectFrom('map_tile').select('drawn_at').executeTakeFirstOrThrow()).toEqual({ drawn_at });
});

test('the overview sums the lattice in cells as small as the limit allows', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const overview = async (a: TestApi) => MapOverview.parse(await (await a.send('GET', '/api/map')).json());
  expect(await overview(api)).toEqual({ cellPlots: 1, cells: [], flows: [], bounds: { x0: -1, y0: -1, x1: 1, y1: 1 } });
  const owner = await landOf(db).member();
  await sql`insert into plot(x, y, owner_id, ordinal, notes)
    select x, y, ${owner}, row_number() over (), 2 from generate_series(-5, 4) x, generate_series(-5, 4) y`.execute(db);
  const bounds = { x0: -5, y0: -5, x1: 4, y1: 4 };
  expect((await readOverview(db, 100)).cellPlots).toBe(1);
  const coarse = await readOverview(db, 99);
  expect(coarse).toMatchObject({ cellPlots: 2, bounds });
  expect(coarse.cells.slice(0, 4)).toEqual([
    [-3, -3, 1, 2],
    [-2, -3, 2, 4],
    [-1, -3, 2, 4],
    [0, -3, 2, 4],
  ]);
  expect(await readOverview(db, 4)).toMatchObject({
    cellPlots: 8,
    cells: [
      [-1, -1, 25, 50],
      [0, -1, 25, 50],
      [-1, 0, 25, 50],
      [0, 0, 25, 50],
    ],
  });

  const answer = await api.send('GET', '/api/map');
  const etag = answer.headers.get('etag') ?? '';
  expect((await api.send('GET', '/api/map', { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('cords between two tiles are one flow, both ways together, in the colour of the greater way', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  await land.plot(3, 2, await land.member('Ann'));
  await land.plot(-3, 2, await land.member('Bob'));
  const [ann, bob] = [await land.agent(3, 2, 5), await land.agent(-3, 2, 1)];
  for (let n = 0; n < 3; n++) await land.creation(-3, 2, { agents: [ann] });
  await land.creation(3, 2, { agents: [bob] });
  await land.creation(3, 2, { agents: [ann] });
  await sql`select map_draw(0, 0), map_draw(-1, 0)`.execute(db);
  const { flows } = MapOverview.parse(await (await api.send('GET', '/api/map')).json());
  expect(flows).toEqual([{ from: { x: -1, y: 0 }, to: { x: 0, y: 0 }, cords: 4, colour: 5 }]);
});
