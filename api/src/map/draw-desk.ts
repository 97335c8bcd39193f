import { sql } from 'kysely';
import { plotKey, type Tile } from '@oto/schema/geometry/lattice';
import type { Deps } from '../deps.ts';

/** Drawings at once in this process: each keeps one core of the database busy for a part of a second. */
const AT_ONCE = 2;
/** Beyond it a tile is not queued; whoever asks next asks again. */
const QUEUE_MAX = 256;
const TIMEOUT_MS = 20_000;

/** Draws tiles of the map, one drawing a tile across all replicas. */
export class DrawDesk {
  #deps: Pick<Deps, 'db' | 'log'>;
  #underWay = new Map<string, Promise<void>>();
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(deps: Pick<Deps, 'db' | 'log'>) {
    this.#deps = deps;
  }

  /**
   * Draws a tile again unless that has happened since `drawnAt`, or another replica is at it. Resolves
   * when this process has done what it can; never rejects.
   */
  draw(tile: Tile, drawnAt: Date | null): Promise<void> {
    const key = plotKey(tile);
    const present = this.#underWay.get(key);
    if (present || this.#underWay.size >= QUEUE_MAX) return present ?? Promise.resolve();
    const drawing = this.#inTurn(() => this.#draw(tile, drawnAt))
      .catch((error: unknown) => this.#deps.log.warn({ err: error, tile: key }, 'a tile of the map was not drawn'))
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, drawing);
    return drawing;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #draw({ x, y }: Tile, drawnAt: Date | null): Promise<void> {
    const { db } = this.#deps;
    if (!drawnAt) {
      await db
        .insertInto('map_tile')
        .values({ tile_x: x, tile_y: y })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await db.transaction().execute(async (trx) => {
      const held = await trx
        .selectFrom('map_tile')
        .select('drawn_at')
        .where('tile_x', '=', x)
        .where('tile_y', '=', y)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (!held || held.drawn_at?.getTime() !== drawnAt?.getTime()) return;
      await sql`set local statement_timeout = ${sql.lit(TIMEOUT_MS)}`.execute(trx);
      await sql`select map_draw(${x}::integer, ${y}::integer)`.execute(trx);
    });
  }
}
