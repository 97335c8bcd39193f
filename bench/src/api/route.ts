import pg from 'pg';
import { idFromUuid } from '@oto/schema/base/id';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';

/** One route under load: each connection asks for its addresses in turn. */
export type LoadedRoute = {
  /** As its figures are named. */
  readonly name: string;
  /** Read while one flies over the board. */
  readonly board: boolean;
  readonly paths: readonly string[];
  readonly method?: 'POST';
  readonly body?: string;
  /** As somebody who is signed in. */
  readonly signedIn?: boolean;
};

/** Notes whose words one page asks for at once. */
const CARDS = 60;
const SAMPLE = 40;

/** What a browser asks for, over many places of the world, so that no single row is measured. */
export async function routesOf(databaseUrl: string, plots: readonly Plot[], agent: string): Promise<readonly LoadedRoute[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const places = plots.filter((_, index) => index % Math.max(1, Math.floor(plots.length / SAMPLE)) === 0).slice(0, SAMPLE);
    const tiles = [...new Set(places.map((plot) => tileOf(plot)).map(({ x, y }) => `${x}/${y}`))];
    const notes = async ({ x, y }: Plot) => {
      const { rows } = await client.query<{ id: string }>(
        `select id from creation where plot_x = $1 and plot_y = $2 and state = 'done' and visibility = 'published' limit $3`,
        [x, y, CARDS],
      );
      return rows.map(({ id }) => idFromUuid(id));
    };
    const pictures = async ({ x, y }: Plot) => {
      const { rows } = await client.query<{ id: string }>(
        `select c.id from creation c join media m on m.creation_id = c.id and m.variant = 'thumb'
         where c.plot_x = $1 and c.plot_y = $2 and c.state = 'done' and c.visibility = 'published' limit 4`,
        [x, y],
      );
      return rows.map(({ id }) => idFromUuid(id));
    };
    const byPlace = (await each(places, notes)).filter((ids) => ids.length > 0);
    const some = byPlace.flatMap((ids) => ids.slice(0, 2));
    return [
      { name: 'world', board: true, paths: ['/api/world'] },
      { name: 'map', board: true, paths: ['/api/map'] },
      { name: 'map_tile', board: true, paths: tiles.map((tile) => `/api/map/tiles/${tile}`) },
      { name: 'cards', board: true, paths: byPlace.map((ids) => `/api/cards?ids=${ids.join(',')}`) },
      { name: 'my_cards', board: false, paths: byPlace.map((ids) => `/api/cards?ids=${ids.join(',')}`), signedIn: true },
      { name: 'thumb', board: true, paths: (await each(places, pictures)).flat().map((id) => `/media/${id}/thumb`) },
      // Opened, not flown over: films and sounds of some hundred kilobytes among them.
      { name: 'media', board: false, paths: some.map((id) => `/media/${id}/main`) },
      { name: 'creation', board: true, paths: some.map((id) => `/api/creations/${id}`) },
      { name: 'plot', board: true, paths: places.map(({ x, y }) => `/api/plots/${x}/${y}`) },
      { name: 'page', board: false, paths: ['/'] },
      { name: 'site', board: false, paths: ['/api/site'] },
      { name: 'me', board: false, paths: ['/api/me'], signedIn: true },
      { name: 'tokens', board: false, paths: ['/get_tokens'], signedIn: true },
      { name: 'statement', board: false, paths: ['/api/wallet/statement'], signedIn: true },
      { name: 'quote', board: false, paths: ['/api/quotes'], method: 'POST', body: JSON.stringify({ agents: [agent] }), signedIn: true },
    ];
  } finally {
    await client.end();
  }
}

/** One after the other: one connection answers one question at a time. */
async function each<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  for (const one of all) answers.push(await ask(one));
  return answers;
}
