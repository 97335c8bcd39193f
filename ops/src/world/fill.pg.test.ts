import type pg from 'pg';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentRecord } from '@oto/api/agent/read-agents';
import { seatedNote } from '@oto/api/creation/note-record';
import { creationDetail } from '@oto/api/creation/detail';
import { atlasOf as atlasRecordOf } from '@oto/api/plot/atlas-record';
import { mirrorFacts } from '@oto/collab-server/document/consequence';
import { Past } from '@oto/collab-server/history/past';
import { documents, type Documents } from '@oto/collab-server/testing/documents';
import { idFromUuid } from '@oto/schema/base/id';
import { ATLAS_EPOCH, atlasName } from '@oto/schema/board/document-name';
import { AtlasRecord, ClaimRecord, InboundRecord, NoteRecord, PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import { Creation } from '@oto/schema/contract/creation';
import { plotKey, spiralPlot, tileOf } from '@oto/schema/geometry/lattice';
import { fillWorld, type FillOptions } from './fill.ts';
import type { Progress, Stage } from './progress.ts';
import { PAPER_LIBRARY } from './testing/library.ts';

const NOTES = 300;
const TABLES = `member plot agent agent_version creation creation_parent creation_step media job job_step
  collab.snapshot collab.journal collab.trimmed collab.author outbox map_tile`.split(/\s+/u);
/** Columns that tell when a row was written, not what it says. */
const WHEN = `'{at,drawn_at,took_ms}'::text[]`;

const wish = (more: Partial<FillOptions> = {}): FillOptions => ({
  seed: 7,
  notes: NOTES,
  beside: false,
  library: async () => PAPER_LIBRARY,
  onProgress: () => undefined,
  ...more,
});

/** Its own connection, as every run has. */
async function fill(world: Documents, more: Partial<FillOptions> = {}) {
  const client = await world.pool.connect();
  try {
    return await fillWorld(client, wish(more));
  } finally {
    client.release(true);
  }
}

async function contents(pool: pg.Pool): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const table of TABLES) {
    const { rows } = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(line, E'\n' order by line)), '') as sum
       from (select (to_jsonb(t) - ${WHEN})::text as line from ${table} t) lines`,
    );
    sums[table] = rows[0]?.sum ?? '';
  }
  return sums;
}

let world: Documents;
let filled: Awaited<ReturnType<typeof fill>>;
beforeAll(async () => {
  world = await documents();
  filled = await fill(world);
});
afterAll(() => world[Symbol.asyncDispose]());

test('every region loads as the api and the collab server would have left it', async () => {
  expect(filled).toEqual({ ok: true, value: { plots: 3, notes: NOTES, cords: 2 * NOTES } });
  const registry = world.replica('reader');
  const plots = await world.db.selectFrom('plot').selectAll().execute();
  const agents = await world.db.selectFrom('agent').selectAll().execute();
  const creations = await world.db.selectFrom('creation').select('id').execute();
  expect(agents.length + creations.length).toBe(NOTES);
  expect(plots.map(plotKey).toSorted()).toEqual([0, 1, 2].map(spiralPlot).map(plotKey).toSorted());

  // What stands in each region by the product's own account.
  const notes = new Map(plots.map((plot) => [plotKey(plot), new Map<string, unknown>()]));
  const inbound = new Map(plots.map((plot) => [plotKey(plot), new Map<string, unknown>()]));
  for (const agent of agents) notes.get(`${agent.plot_x},${agent.plot_y}`)?.set(idFromUuid(agent.id), agentRecord(agent));
  await world.db.transaction().execute(async (trx) => {
    for (const { id } of creations) {
      const note = await seatedNote(trx, id);
      notes.get(note ? plotKey(note.plot) : '')?.set(idFromUuid(id), note?.record);
      for (const { plot, key, record } of note?.inbound ?? []) inbound.get(plotKey(plot))?.set(key, record);
    }
  });
  const docs = new Map<string, Y.Doc>();
  for (const plot of plots) {
    const { doc } = await world.open(registry, 1, plot);
    docs.set(plotKey(plot), doc);
    for (const [key, tie] of regionOf(doc).ties) {
      for (const fact of mirrorFacts(plot, key, null, tie)) {
        if (fact.type === 'inbound') inbound.get(plotKey(fact.plot))?.set(fact.key, fact.record);
      }
    }
  }
  for (const plot of plots) {
    const region = regionOf(docs.get(plotKey(plot)) ?? new Y.Doc());
    expect(region.notes.toJSON()).toEqual(Object.fromEntries(notes.get(plotKey(plot)) ?? []));
    expect(region.inbound.toJSON()).toEqual(Object.fromEntries(inbound.get(plotKey(plot)) ?? []));
    expect(region.claim.toJSON()).toEqual({ c: { v: 1, o: idFromUuid(plot.owner_id), p: plot.policy, t: plot.tint } });
    expect(region.notes.size).toBe(plot.notes);
    expect(region.places.size).toBeGreaterThan(0);
    for (const note of region.places.keys()) expect(region.notes.has(note)).toBe(true);
    for (const [schema, root] of [
      [NoteRecord, region.notes],
      [PlaceRecord, region.places],
      [TieRecord, region.ties],
      [InboundRecord, region.inbound],
      [ClaimRecord, region.claim],
    ] as const) {
      for (const value of root.values()) schema.parse(value);
    }
  }
  expect([...docs.values()].reduce((sum, doc) => sum + regionOf(doc).ties.size, 0)).toBeGreaterThan(0);
});

test('the atlas tells of every plot', async () => {
  const registry = world.replica('reader');
  for (const plot of await world.db.selectFrom('plot').selectAll().execute()) {
    const doc = new Y.Doc();
    await registry.load(atlasName(tileOf(plot), ATLAS_EPOCH), doc);
    const record = AtlasRecord.parse(atlasOf(doc).plots.get(plotKey(plot)));
    expect(record).toEqual(atlasRecordOf(plot));
    doc.destroy();
  }
});

test('a loaded region takes edits, and its past begins with the world', async () => {
  const registry = world.replica('reader');
  const plot = spiralPlot(1);
  const { doc, by, close } = await world.open(registry, 1, plot);
  const owner = await world.db.selectFrom('plot').selectAll().where('x', '=', plot.x).where('y', '=', plot.y).executeTakeFirstOrThrow();
  const [note = ''] = regionOf(doc).notes.keys();
  const moved = regionOf(doc).places.size;
  await by(idFromUuid(owner.owner_id), (copy) => regionOf(copy).places.set(note, [1, 2, 3, 4]));
  close();
  const again = await world.open(world.replica('reader'), 1, plot);
  expect(regionOf(again.doc).places.get(note)).toEqual([1, 2, 3, 4]);
  expect(regionOf(again.doc).notes.size).toBe(owner.notes);
  again.close();
  const past = await new Past(world.db, async () => new Map()).page(plot, null);
  expect(past.ok && past.value.moments.map((moment) => [moment.moved.length, moment.pinned.length])).toEqual([
    [1, 0],
    [moved, owner.notes],
  ]);
});

test('every creation is told as the contract wants it, younger than all it comes from', async () => {
  const { rows } = await world.pool.query(`select id from creation order by id`);
  for (const { id } of rows.slice(0, 60)) {
    const told = Creation.parse(await creationDetail(world.db, id, null));
    expect(told.steps.length).toBeGreaterThan(0);
    expect(told.title).not.toBe('');
    expect(told.kind === 'text' ? (told.text ?? '') : told.media.map(({ variant }) => variant).join()).toMatch(
      told.kind === 'text' ? /\n\n/u : /main/u,
    );
  }
  const wrong = await world.pool.query(`
    select p.creation_id from creation_parent p join creation c on c.id = p.creation_id join creation o on o.id = p.parent_id
      where o.created_at >= c.created_at or (o.author_id <> c.author_id and o.fork <> 'allowed')
    union all
    select s.creation_id from creation_step s join creation c on c.id = s.creation_id join agent_version v on v.id = s.agent_version_id
      join agent a on a.id = v.agent_id where v.created_at >= c.created_at or a.created_at >= c.created_at`);
  expect(wrong.rows).toEqual([]);
});

test('a whole world is left alone', async () => {
  const before = await contents(world.pool);
  const stages: Stage[] = [];
  const library = () => Promise.reject(new Error('nothing is to be made'));
  expect((await fill(world, { library, onProgress: ({ stage }) => stages.push(stage) })).ok).toBe(true);
  expect(stages).toEqual([]);
  expect(await contents(world.pool)).toEqual(before);
});

test('another world is refused unless it may lie beside, and then disturbs nothing', async () => {
  await using shared = await documents();
  await fill(shared, { notes: 100 });
  expect(await fill(shared, { seed: 8, notes: 100 })).toMatchObject({ ok: false, code: 'other_world' });
  const first = await shared.pool.query('select * from creation order by id');
  expect((await fill(shared, { seed: 8, notes: 100, beside: true })).ok).toBe(true);
  const all = await shared.pool.query<{ id: string }>('select * from creation order by id');
  const known = new Set(first.rows.map(({ id }: { id: string }) => id));
  expect(all.rows.filter(({ id }) => known.has(id))).toEqual(first.rows);
  expect(all.rows.length).toBeGreaterThan(first.rows.length);
  const plots = await shared.db.selectFrom('plot').selectAll().orderBy('claimed_at').execute();
  expect(new Set(plots.map(plotKey))).toEqual(new Set([0, 1].map(spiralPlot).map(plotKey)));
  const registry = shared.replica('reader');
  for (const plot of plots) {
    const doc = new Y.Doc();
    await registry.load(atlasName(tileOf(plot), ATLAS_EPOCH), doc);
    expect(atlasOf(doc).plots.get(plotKey(plot))?.o).toBe(idFromUuid(plot.owner_id));
    doc.destroy();
  }
});

test.each(['members', 'notes', 'cords', 'atlas', 'map'] as const)(
  'stopped among the %s, the next run ends in the same rows',
  async (stage) => {
    await using broken = await documents();
    const onProgress = ({ stage: now }: Progress) => {
      if (now === stage) throw new Error('stopped');
    };
    await expect(fill(broken, { chunk: 1, onProgress })).rejects.toThrow('stopped');
    expect((await fill(broken)).ok).toBe(true);
    expect(await contents(broken.pool)).toEqual(await pristine());
  },
);

let kept: Promise<Record<string, string>> | null = null;
/** The rows of a world made in one go. */
function pristine(): Promise<Record<string, string>> {
  kept ??= (async () => {
    await using fresh = await documents();
    await fill(fresh);
    return await contents(fresh.pool);
  })();
  return kept;
}

test('two fillings of one database do not meet', async () => {
  await using shared = await documents();
  const holder = await shared.pool.connect();
  await holder.query(`select pg_advisory_lock(hashtext('oto.world'))`);
  expect(await fill(shared)).toEqual({ ok: false, code: 'being_filled' });
  holder.release(true);
});
