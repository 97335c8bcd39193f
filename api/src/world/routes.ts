import { Hono } from 'hono';
import { sql } from 'kysely';
import { ATLAS_EPOCH } from '@oto/schema/board/document-name';
import { PROTOCOL_VERSION, World } from '@oto/schema/contract/world';
import { RESERVED_RADIUS } from '@oto/schema/geometry/lattice';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { switchesOf } from '../operator/switch.ts';
import { knownEngines } from './engines.ts';

/** Every visitor asks for it; the lattice is summed at most this often. */
const KEEP_MS = 2000;

export function worldRoutes(deps: Deps): Hono<ApiEnv> {
  let kept: { readonly at: number; readonly world: Promise<World> } | null = null;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/world', describe('What a browser needs before it opens a document', 'world', World), async (c) => {
    const at = deps.now().getTime();
    if (!kept || at - kept.at > KEEP_MS) {
      const world = readWorld(deps);
      kept = { at, world };
      world.catch(() => {
        kept = null;
      });
    }
    c.header('Cache-Control', 'public, max-age=3');
    return c.json(await kept.world);
  });

  return routes;
}

async function readWorld({ db, now }: Deps): Promise<World> {
  const [lattice, liveliest, members, switches, engines] = await Promise.all([
    db
      .selectFrom('plot')
      .select((eb) => [
        eb.fn.min('x').as('x0'),
        eb.fn.min('y').as('y0'),
        eb.fn.max('x').as('x1'),
        eb.fn.max('y').as('y1'),
        sql<string>`coalesce(sum(notes), 0)`.as('notes'),
      ])
      .executeTakeFirstOrThrow(),
    db.selectFrom('plot').select(['x', 'y', 'notes']).orderBy('notes', 'desc').orderBy('claimed_at').limit(1).executeTakeFirst(),
    db
      .selectFrom('member')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow(),
    switchesOf(db),
    knownEngines(db, now()),
  ]);
  const r = RESERVED_RADIUS;
  return {
    atlasEpoch: ATLAS_EPOCH,
    protocol: PROTOCOL_VERSION,
    members: Number(members.count),
    notes: Number(lattice.notes),
    bounds: {
      x0: Math.min(-r, lattice.x0 ?? -r),
      y0: Math.min(-r, lattice.y0 ?? -r),
      x1: Math.max(r, lattice.x1 ?? r),
      y1: Math.max(r, lattice.y1 ?? r),
    },
    liveliest: liveliest ?? null,
    switches,
    engines: [...engines],
    providers: ['email'],
  };
}
