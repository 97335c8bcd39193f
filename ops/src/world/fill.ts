import type pg from 'pg';
import { err, ok, type Result } from '@oto/schema/base/result';
import { ATLAS_EPOCH, atlasName, regionName } from '@oto/schema/board/document-name';
import type { Plot } from '@oto/schema/geometry/lattice';
import { inChunks, type Chunk } from './database/chunks.ts';
import { standingOf, type StandingCode } from './database/standing.ts';
import { atlasDocument, tilesOf } from './document/atlas.ts';
import { keepDocuments, keptDocuments } from './document/keep.ts';
import { EPOCH, regionDocument } from './document/region.ts';
import { clientOf, type Written } from './document/written.ts';
import type { Library } from './library/library.ts';
import { groundOf, placeOf, planOf, type Ground, type Plan } from './plan/plan.ts';
import { Pace, type Progress, type Stage } from './progress.ts';
import { Rows, writeAll } from './rows/copy.ts';
import { GroundRows } from './rows/ground.ts';
import { NoteRows } from './rows/notes.ts';

export type FillOptions = {
  readonly seed: number;
  readonly notes: number;
  /** Continue the spiral after plots of others. */
  readonly beside: boolean;
  /** Asked for at once when notes are to be written. */
  readonly library: () => Promise<Library>;
  readonly onProgress: (progress: Progress) => void;
  /** Plots written in one transaction; for tests. */
  readonly chunk?: number;
};

/** `being_filled`: another run is at work. */
export type FillCode = StandingCode | 'being_filled';

export type Filled = { readonly plots: number; readonly notes: number; readonly cords: number };

/** Plots written in one transaction: about 2,000 notes, whose rows are 5 MB of text. */
const CHUNK = 20;

/**
 * Fills a migrated database with the world of this seed and size, as the product would have left it:
 * rows, documents and map. What an interrupted run has committed is recognised by its rows and left as
 * it is; a whole world is left alone. The connection keeps `synchronous_commit` off.
 */
export async function fillWorld(client: pg.ClientBase, options: FillOptions): Promise<Result<Filled, FillCode>> {
  const locked = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(hashtext('oto.world')) as held`);
  if (!locked.rows[0]?.held) return err('being_filled');
  try {
    return await fillLocked(client, options);
  } finally {
    // A connection that is gone has let go of it.
    await client.query(`select pg_advisory_unlock(hashtext('oto.world'))`).catch(() => undefined);
  }
}

async function fillLocked(client: pg.ClientBase, options: FillOptions): Promise<Result<Filled, FillCode>> {
  // A crash may lose the last chunks, never a part of one: the next run finds what is missing.
  await client.query('set synchronous_commit = off');
  // Words are indexed once, when all are written.
  await client.query(`set oto.search = 'later'`);
  const ground = groundOf(options.seed, options.notes);
  const standing = await standingOf(client, ground, options.beside);
  if (!standing.ok) return standing;
  const { places, claimed, handles } = standing.value;
  const work = new Work(client, options.onProgress, options.chunk ?? CHUNK);
  const unpinned = await work.unpinned(ground);
  const library = unpinned.length === 0 ? EMPTY : options.library();
  library.catch(() => undefined);
  await work.claim(ground, places, claimed, handles);
  const plan = planOf(ground, places);
  await work.pin(plan, unpinned, await library);
  await work.tie(plan);
  await work.showOnAtlas(plan);
  await work.drawMap(plan);
  await work.index();
  const { notes, cords, ties } = plan;
  return ok({ plots: notes.plots, notes: notes.count, cords: cords.agents.count + cords.parents.count + ties.count });
}

/** Where no note is to be written. */
const EMPTY: Promise<Library> = Promise.resolve({ image: [], video: [], voice: [] });

/** The stages, each of which finds out by the rows what is left to do. */
class Work {
  readonly #chunk: number;
  readonly #client: pg.ClientBase;
  readonly #tell: (progress: Progress) => void;

  constructor(client: pg.ClientBase, tell: (progress: Progress) => void, chunk: number) {
    this.#chunk = chunk;
    this.#client = client;
    this.#tell = tell;
  }

  /** Members, plots and agents. */
  async claim(ground: Ground, places: readonly Plot[], claimed: ReadonlySet<number>, handles: Set<string>): Promise<void> {
    const left = numbersOf(ground).filter((plot) => !claimed.has(plot));
    const open = (): Chunk<number> => {
      const made = new GroundRows(ground, places, handles);
      return { add: (plot) => made.addPlot(plot), write: (client) => writeAll(client, made.tables) };
    };
    await this.#inChunks('members', left, ground.notes.plots, this.#chunk, open);
  }

  /** The plots whose creations are still to be written. */
  async unpinned(ground: Ground): Promise<readonly number[]> {
    const firsts = numbersOf(ground).map((plot) => ground.notes.ids.uuid(firstCreation(ground, plot)));
    const { rows } = await this.#client.query<{ id: string }>('select id from creation where id = any($1::uuid[])', [firsts]);
    const pinned = new Set(rows.map(({ id }) => id));
    return numbersOf(ground).filter((plot) => !pinned.has(firsts[plot] ?? ''));
  }

  /** Creations with their jobs, steps and media. */
  async pin(plan: Plan, left: readonly number[], library: Library): Promise<void> {
    const open = (): Chunk<number> => {
      const made = new NoteRows(plan, library);
      return { add: (plot) => made.addPlot(plot), write: (client) => writeAll(client, made.tables) };
    };
    await this.#inChunks('notes', left, plan.notes.plots, this.#chunk, open);
  }

  /** What notes were forked from, and the regions that show it all. */
  async tie(plan: Plan): Promise<void> {
    const names = numbersOf(plan).map((plot) => regionName(placeOf(plan, plot), EPOCH));
    const kept = await keptDocuments(
      this.#client,
      names.map((name) => ({ name, client: clientOf(plan.world, name) })),
    );
    const left = numbersOf(plan).filter((plot) => !kept.has(names[plot] ?? ''));
    const open = (): Chunk<number> => {
      const parents = new Rows('creation_parent');
      const documents: Written[] = [];
      return {
        add: (plot) => {
          addParents(parents, plan, plot);
          documents.push(regionDocument(plan, plot));
        },
        async write(client) {
          await parents.write(client);
          await keepDocuments(client, documents);
        },
      };
    };
    await this.#inChunks('cords', left, plan.notes.plots, this.#chunk, open);
  }

  async showOnAtlas(plan: Plan): Promise<void> {
    const tiles = tilesOf(plan.places);
    const names = tiles.map(({ tile }) => atlasName(tile, ATLAS_EPOCH));
    const kept = await keptDocuments(
      this.#client,
      names.map((name) => ({ name, client: clientOf(plan.world, name) })),
    );
    const left = tiles.filter((_, index) => !kept.has(names[index] ?? ''));
    const open = (): Chunk<(typeof tiles)[number]> => {
      const documents: Written[] = [];
      return {
        add: ({ tile, plots }) => documents.push(atlasDocument(plan, tile, plots)),
        write: (client) => keepDocuments(client, documents),
      };
    };
    await this.#inChunks('atlas', left, tiles.length, this.#chunk, open);
  }

  /** The map of the tiles that it does not know as full as they are now. */
  async drawMap(plan: Plan): Promise<void> {
    const tiles = tilesOf(plan.places);
    const { rows } = await this.#client.query<{ tile_x: number; tile_y: number }>(
      `select tile_x, tile_y from map_tile where drawn_at is not null and notes = (
        select coalesce(sum(plot.notes), 0) from plot
        where x between tile_x * 16 and tile_x * 16 + 15 and y between tile_y * 16 and tile_y * 16 + 15)`,
    );
    const drawn = new Set(rows.map(({ tile_x, tile_y }) => `${tile_x},${tile_y}`));
    const left = tiles.filter(({ tile }) => !drawn.has(`${tile.x},${tile.y}`));
    if (left.length === 0) return;
    // Its plans need to know how large the tables have become.
    await this.#client.query('analyze');
    const open = (): Chunk<(typeof tiles)[number]> => {
      let at = { x: 0, y: 0 };
      return {
        add: ({ tile }) => (at = tile),
        write: async (client) => void (await client.query('select map_draw($1, $2)', [at.x, at.y])),
      };
    };
    await this.#inChunks('map', left, tiles.length, 1, open);
  }

  /** What may be found, unless it is all there. */
  async index(): Promise<void> {
    const { rows } = await this.#client.query<{ whole: boolean }>(
      `select (select count(*) from search_source) = (select count(*) from search_entry) as whole`,
    );
    if (rows[0]?.whole !== true) await this.#client.query('select search_rebuild()');
  }

  async #inChunks<T>(stage: Stage, left: readonly T[], of: number, size: number, open: () => Chunk<T>): Promise<void> {
    const found = of - left.length;
    const pace = new Pace(() => performance.now(), stage, found, of);
    await inChunks(this.#client, left, size, open, (written) => this.#tell(pace.at(found + written)));
  }
}

function numbersOf({ notes }: Ground): readonly number[] {
  return Array.from({ length: notes.plots }, (_, plot) => plot);
}

/** Every plot is fuller than it has agents. */
function firstCreation({ notes }: Ground, plot: number): number {
  let [note] = notes.of(plot);
  while (notes.isAgent(note)) note++;
  return note;
}

function addParents(rows: Rows, { notes, cords }: Plan, plot: number): void {
  const [from, to] = notes.of(plot);
  for (let note = from; note < to; note++) {
    for (const [position, parent] of cords.parents.of(note).entries())
      rows.add({ creation_id: notes.ids.uuid(note), parent_id: notes.ids.uuid(parent), position });
  }
}
