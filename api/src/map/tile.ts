import { setTimeout as delay } from 'node:timers/promises';
import { idFromUuid } from '@oto/schema/base/id';
import type { MapLandmark, MapPlot, MapTile } from '@oto/schema/contract/map';
import { TILE_PLOTS, type Tile } from '@oto/schema/geometry/lattice';
import type { Db, Deps } from '../deps.ts';
import type { DrawDesk } from './draw-desk.ts';

/** A drawing this young is never drawn again, milliseconds; nor one younger than this many times what it took. */
const YOUNG_MS = 60_000;
const YOUNG_TIMES = 300;
/** Forks in other tiles leave no trace in this one: a drawing this old is drawn again whatever its notes. */
const OLD_MS = 600_000;
/** Whoever asks for a tile that was never drawn waits so long at most. */
const PATIENCE_MS = 500;

interface Drawing {
  readonly landmarks: readonly { readonly agent: string; readonly descendants: number }[];
  readonly rivers: MapTile['rivers'];
  readonly notes: number;
  readonly drawnAt: Date;
  readonly tookMs: number;
}

/**
 * What the map tells of a tile. Plots, names and what may be shown are live; landmarks and rivers
 * are as they were last drawn. When that is outdated they are drawn again after the answer.
 */
export async function answerTile(
  deps: Pick<Deps, 'db' | 'now'>,
  desk: Pick<DrawDesk, 'draw'>,
  tile: Tile,
  patienceMs = PATIENCE_MS,
): Promise<MapTile> {
  const { db, now } = deps;
  const [plots, drawn] = await Promise.all([readPlots(db, tile), readDrawing(db, tile)]);
  if (plots.length === 0) return { tile, plots, landmarks: [], rivers: [] };
  const notes = plots.reduce((sum, plot) => sum + plot.notes, 0);
  if (!isDue(drawn, notes, now())) return tell(db, tile, plots, drawn, false);
  let isDrawing = true;
  const drawing = desk.draw(tile, drawn?.drawnAt ?? null).then(() => {
    isDrawing = false;
  });
  if (drawn) return tell(db, tile, plots, drawn, true);
  const patience = new AbortController();
  await Promise.race([drawing, delay(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  const first = isDrawing ? null : await readDrawing(db, tile);
  return tell(db, tile, plots, first, first === null);
}

/** Whether a tile with so many notes now should be drawn again. */
export function isDue(drawn: Pick<Drawing, 'drawnAt' | 'tookMs' | 'notes'> | null, notes: number, now: Date): boolean {
  if (!drawn) return true;
  const age = now.getTime() - drawn.drawnAt.getTime();
  if (age < Math.max(YOUNG_MS, YOUNG_TIMES * drawn.tookMs)) return false;
  return notes !== drawn.notes || age >= OLD_MS;
}

async function tell(db: Db, tile: Tile, plots: MapPlot[], drawn: Drawing | null, drawing: boolean): Promise<MapTile> {
  const landmarks = drawn ? await readLandmarks(db, drawn.landmarks) : [];
  return { tile, plots, landmarks, rivers: drawn?.rivers ?? [], ...(drawing ? { drawing } : {}) };
}

async function readPlots(db: Db, tile: Tile): Promise<MapPlot[]> {
  const [x, y] = [tile.x * TILE_PLOTS, tile.y * TILE_PLOTS];
  const rows = await db
    .selectFrom('plot')
    .innerJoin('member', 'member.id', 'plot.owner_id')
    .select(['plot.x', 'plot.y', 'plot.notes', 'plot.tint', 'member.name', 'member.handle', 'member.hidden_at', 'member.deleted_at'])
    .where('plot.x', '>=', x)
    .where('plot.x', '<', x + TILE_PLOTS)
    .where('plot.y', '>=', y)
    .where('plot.y', '<', y + TILE_PLOTS)
    .orderBy('plot.y')
    .orderBy('plot.x')
    .execute();
  return rows.map((row) => {
    const isNamed = row.hidden_at === null && row.deleted_at === null;
    return { x: row.x, y: row.y, owner: isNamed ? row.name : '', handle: isNamed ? row.handle : '', notes: row.notes, tint: row.tint };
  });
}

async function readDrawing(db: Db, { x, y }: Tile): Promise<Drawing | null> {
  const row = await db
    .selectFrom('map_tile')
    .select(['landmarks', 'rivers', 'notes', 'drawn_at', 'took_ms'])
    .where('tile_x', '=', x)
    .where('tile_y', '=', y)
    .executeTakeFirst();
  if (!row?.drawn_at) return null;
  const { landmarks, rivers, notes, drawn_at: drawnAt, took_ms: tookMs } = row;
  return { landmarks, rivers: [...rivers], notes: Number(notes), drawnAt, tookMs };
}

/** Agents that may be shown now, in the order given. */
async function readLandmarks(db: Db, drawn: Drawing['landmarks']): Promise<MapLandmark[]> {
  if (drawn.length === 0) return [];
  const ids = drawn.map(({ agent }) => agent);
  const rows = await db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select(['agent.id', 'agent.kind', 'agent.colour', 'agent.plot_x', 'agent.plot_y', 'agent.seat_x', 'agent.seat_y', 'version.name'])
    .where((eb) => eb('agent.id', '=', eb.fn.any(eb.val(ids))))
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return drawn.flatMap(({ agent, descendants }) => {
    const row = byId.get(agent);
    if (!row) return [];
    const { name, kind, colour } = row;
    return [
      { id: idFromUuid(row.id), plot: { x: row.plot_x, y: row.plot_y }, seat: [row.seat_x, row.seat_y], name, kind, colour, descendants },
    ];
  });
}
