import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { LANDMARKS_PER_PLOT, RIVERS_PER_TILE } from '@oto/schema/contract/map';
import { tileOf, type Tile } from '@oto/schema/geometry/lattice';
import type { Db } from '../deps.ts';
import { testApi } from '../testing/api.ts';
import { landOf } from '../testing/land.ts';

type River = { readonly from: string; readonly to: string; readonly cords: number; readonly colour: number | null };

async function drawn(db: Db, tile: Tile = { x: 0, y: 0 }) {
  await sql`select map_draw(${tile.x}::integer, ${tile.y}::integer)`.execute(db);
  const row = await db
    .selectFrom('map_tile')
    .selectAll()
    .where('tile_x', '=', tile.x)
    .where('tile_y', '=', tile.y)
    .executeTakeFirstOrThrow();
  const rivers: River[] = row.rivers.map((river) => ({
    ...river,
    from: `${river.from.x},${river.from.y}`,
    to: `${river.to.x},${river.to.y}`,
  }));
  return { landmarks: new Map(row.landmarks.map(({ agent, descendants }) => [agent, descendants])), rivers, notes: Number(row.notes) };
}

test('descendants are counted through forks, each once', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  for (const x of [2, 3]) await land.plot(x, 2);
  const [agent, other] = [await land.agent(2, 2), await land.agent(3, 2)];
  const first = await land.creation(2, 2, { agents: [agent, agent] });
  const left = await land.creation(3, 2, { agents: [other], parents: [first] });
  const right = await land.creation(3, 2, { parents: [first] });
  await land.creation(2, 2, { agents: [agent], parents: [left, right] });
  expect(await drawn(db)).toMatchObject({
    landmarks: new Map([
      [agent, 4],
      [other, 2],
    ]),
    notes: 6,
  });
});

test('only what anybody may see counts, but lineage runs on through what is gone', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  for (const x of [2, 3]) await land.plot(x, 2);
  const agent = await land.agent(2, 2);
  const at = new Date();
  await land.creation(2, 2, { agents: [agent] }, { visibility: 'unlisted' });
  await land.creation(2, 2, { agents: [agent] }, { visibility: 'private' });
  await land.creation(2, 2, { agents: [agent] }, { state: 'pending' });
  const shunned = await land.member();
  await land.creation(3, 2, { agents: [agent], author: shunned });
  const gone = await land.creation(3, 2, { agents: [agent] }, { deleted_at: at });
  const hidden = await land.creation(3, 2, { parents: [gone] }, { hidden_at: at });
  await land.creation(3, 2, { parents: [hidden] });
  await sql`update member set hidden_at = now() where id = ${shunned}`.execute(db);
  expect(await drawn(db)).toMatchObject({ landmarks: new Map([[agent, 2]]), rivers: [] });

  await sql`update member set hidden_at = null where id = ${shunned}`.execute(db);
  expect(await drawn(db)).toMatchObject({
    landmarks: new Map([[agent, 3]]),
    rivers: [{ from: '2,2', to: '3,2', cords: 1, colour: 0 }],
  });
  await sql`update agent set hidden_at = now() where id = ${agent}`.execute(db);
  expect(await drawn(db)).toMatchObject({ landmarks: new Map(), rivers: [] });
});

test('a plot has few landmarks: those with most descendants', async () => {
  await using api = await testApi();
  const land = landOf(api.deps.db);
  await land.plot(0, 2);
  await land.plot(-1, 2);
  const agents: string[] = [];
  for (let count = 0; count <= LANDMARKS_PER_PLOT + 1; count++) {
    const agent = await land.agent(0, 2);
    agents.push(agent);
    for (let made = 0; made < count; made++) await land.creation(0, 2, { agents: [agent] });
  }
  await land.creation(-1, 2, { agents: [await land.agent(-1, 2)] });
  const { landmarks } = await drawn(api.deps.db);
  expect([...landmarks.keys()]).toEqual(agents.toReversed().slice(0, LANDMARKS_PER_PLOT));
});

test('a river runs from one plot to another, in the colour of the agent with most of its cords', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  for (const [x, y] of [
    [0, 2],
    [1, 2],
    [16, 2],
  ] as const)
    await land.plot(x, y);
  const [red, blue] = [await land.agent(0, 2, 0), await land.agent(0, 2, 1)];
  const near = await land.creation(0, 2, { agents: [red, blue] });
  for (let i = 0; i < 3; i++) await land.creation(1, 2, { agents: i === 0 ? [red] : [blue, blue], parents: i === 0 ? [near] : [] });
  for (let i = 0; i < 2; i++) await land.creation(16, 2, { agents: i === 0 ? [red] : [], parents: [near] });
  const far = await land.creation(16, 2, { agents: [blue] });
  await land.creation(0, 2, { parents: [far] });
  expect((await drawn(db)).rivers).toEqual([
    { from: '0,2', to: '1,2', cords: 4, colour: 1 },
    { from: '0,2', to: '16,2', cords: 4, colour: red < blue ? 0 : 1 },
  ]);
  expect((await drawn(db, { x: 1, y: 0 })).rivers).toEqual([{ from: '16,2', to: '0,2', cords: 1, colour: null }]);
  await land.creation(16, 2, { parents: [near] });
  expect((await drawn(db)).rivers[0]).toEqual({ from: '0,2', to: '16,2', cords: 5, colour: null });
});

test('a tile keeps its widest rivers', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const owner = await landOf(db).member();
  await sql`insert into plot(x, y, owner_id, ordinal) select n % 64, 100 + n / 64, ${owner}, n from generate_series(0, 1023) n`.execute(db);
  const land = landOf(db);
  const agent = await land.agent(0, 100, 3);
  const { current_version } = await db.selectFrom('agent').select('current_version').where('id', '=', agent).executeTakeFirstOrThrow();
  await sql`insert into creation(id, author_id, kind, prompt, lang, state, visibility, plot_x, plot_y, seat_x, seat_y, seat_rot)
    select gen_random_uuid(), ${owner}, 'text', '', 'fr', 'done', 'published', n % 64, 100 + n / 64, k, 0, 0
    from generate_series(1, 1023) n, generate_series(1, 1 + (n >= 1000)::integer) k`.execute(db);
  await sql`insert into creation_step(creation_id, position, agent_version_id, engine, model, trained, prompt, tokens, started_at, duration_ms)
    select id, 0, ${current_version}, 'builtin-text', 'one', false, '', 1, now(), 1 from creation`.execute(db);
  const { rivers } = await drawn(db, tileOf({ x: 0, y: 100 }));
  expect(rivers).toHaveLength(RIVERS_PER_TILE);
  expect(rivers.slice(0, 24).map((river) => river.cords)).toEqual(Array.from({ length: 24 }, () => 2));
});

/** The first three are in the tile that is drawn. */
const PLACES = [
  { x: 0, y: 2 },
  { x: 1, y: 2 },
  { x: 15, y: 3 },
  { x: 16, y: 2 },
  { x: -1, y: 5 },
] as const;
const IN_TILE = 3;
const Place = fc.nat(PLACES.length - 1);
const WorldOf = fc.record({
  agents: fc.array(fc.record({ place: Place, colour: fc.nat(7), hidden: fc.constantFrom(false, false, true) }), {
    minLength: 1,
    maxLength: 6,
  }),
  creations: fc.array(
    fc.record({
      place: Place,
      agents: fc.array(fc.nat(5), { maxLength: 3 }),
      parents: fc.array(fc.nat(30), { maxLength: 3 }),
      sight: fc.constantFrom('shown', 'shown', 'shown', 'hidden', 'private'),
    }),
    { minLength: 1, maxLength: 20 },
  ),
});

const SIGHTS = { shown: {}, hidden: { hidden_at: new Date(0) }, private: { visibility: 'private' } } as const;

interface Made {
  readonly id: string;
  readonly place: number;
  readonly isShown: boolean;
  readonly agents: ReadonlySet<number>;
  readonly parents: ReadonlySet<number>;
  readonly lineage: ReadonlySet<number>;
}

test('what is drawn is what a plain walk over the whole lineage finds', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(WorldOf, async (world) => {
      // Each world in tiles of its own.
      const tile = { x: 4 * ++worlds, y: 0 };
      const at = (place: number) => ({ x: (PLACES[place]?.x ?? 0) + tile.x * 16, y: PLACES[place]?.y ?? 0 });
      for (const place of PLACES.keys()) await land.plot(at(place).x, at(place).y);
      const agents: { readonly id: string; readonly place: number; readonly colour: number; readonly hidden: boolean }[] = [];
      for (const agent of world.agents) {
        const id = await land.agent(at(agent.place).x, at(agent.place).y, agent.colour);
        agents.push({ id, ...agent });
        if (agent.hidden) await sql`update agent set hidden_at = now() where id = ${id}`.execute(db);
      }
      const made: Made[] = [];
      for (const creation of world.creations) {
        const used = new Set(creation.agents.map((agent) => agent % agents.length));
        const parents = new Set(made.length === 0 ? [] : creation.parents.map((parent) => parent % made.length));
        const lineage = new Set([...used, ...[...parents].flatMap((parent) => [...(made[parent]?.lineage ?? [])])]);
        const { x, y } = at(creation.place);
        const origin = {
          agents: [...used].map((agent) => agents[agent]?.id ?? ''),
          parents: [...parents].map((one) => made[one]?.id ?? ''),
        };
        const id = await land.creation(x, y, origin, SIGHTS[creation.sight]);
        made.push({ id, place: creation.place, isShown: creation.sight === 'shown', agents: used, parents, lineage });
      }

      const descendants = new Map<string, number>();
      /** By river: cords of each agent, and forks under null. */
      const strands = new Map<string, Map<number | null, number>>();
      const flow = (from: number, to: number, agent: number | null) => {
        if (from >= IN_TILE || from === to) return;
        const river = `${at(from).x},${at(from).y}>${at(to).x},${at(to).y}`;
        const cords = strands.get(river) ?? new Map<number | null, number>();
        strands.set(river, cords.set(agent, (cords.get(agent) ?? 0) + 1));
      };
      for (const creation of made.filter((one) => one.isShown)) {
        for (const [index, agent] of agents.entries()) {
          if (agent.hidden) continue;
          if (agent.place < IN_TILE && creation.lineage.has(index)) descendants.set(agent.id, (descendants.get(agent.id) ?? 0) + 1);
          if (creation.agents.has(index)) flow(agent.place, creation.place, index);
        }
        for (const [index, parent] of made.entries()) {
          if (parent.isShown && creation.parents.has(index)) flow(parent.place, creation.place, null);
        }
      }

      const found = await drawn(db, tile);
      for (const [agent, count] of found.landmarks) expect(descendants.get(agent)).toBe(count);
      const perPlot = [...PLACES.keys()].map((place) => agents.filter((one) => one.place === place && descendants.has(one.id)).length);
      expect(found.landmarks.size).toBe(perPlot.reduce((sum, count) => sum + Math.min(count, LANDMARKS_PER_PLOT), 0));
      expect(new Set(found.rivers.map((river) => `${river.from}>${river.to}`))).toEqual(new Set(strands.keys()));
      for (const river of found.rivers) {
        const all = strands.get(`${river.from}>${river.to}`) ?? new Map<number | null, number>();
        const forks = all.get(null) ?? 0;
        const own = [...all].flatMap(([agent, count]) => (agent === null ? [] : [{ agent, count }]));
        expect(river.cords).toBe(own.reduce((sum, { count }) => sum + count, forks));
        const most = Math.max(...own.map(({ count }) => count));
        const colours = own.filter(({ count }) => count === most).map(({ agent }) => agents[agent]?.colour ?? null);
        expect(2 * forks > river.cords ? [null] : colours).toContain(river.colour);
      }
    }),
    { seed: 5, numRuns: 12 },
  );
});
