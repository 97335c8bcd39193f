import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Db } from '../deps.ts';

/** A world set down straight in the tables, for what only reads them. Ids are the 36-character form. */
export type Land = {
  member(name?: string): Promise<string>;
  /** Of an owner of its own unless one is named. */
  plot(x: number, y: number, owner?: string): Promise<void>;
  agent(x: number, y: number, colour?: number, owner?: string): Promise<string>;
  /** Made with `agents`, forked from `parents`; published unless told otherwise. */
  creation(
    x: number,
    y: number,
    origin: { readonly agents?: readonly string[]; readonly parents?: readonly string[]; readonly author?: string },
    more?: Readonly<Partial<{ state: 'pending'; visibility: 'private' | 'unlisted'; hidden_at: Date; deleted_at: Date }>>,
  ): Promise<string>;
};

const uuid = (): string => uuidFromId(newId());

export function landOf(db: Db): Land {
  let seats = 0;
  const seat = () => {
    seats++;
    return { seat_x: (seats % 300) * 10 - 1500, seat_y: Math.floor(seats / 300) * 10 - 1500, seat_rot: 0 };
  };
  const member = async (name = 'Ann'): Promise<string> => {
    const id = uuid();
    await db
      .insertInto('member')
      .values({ id, name, handle: `h${id.slice(-12)}` })
      .execute();
    return id;
  };
  const ownerOf = async (x: number, y: number): Promise<string> => {
    const plot = await db.selectFrom('plot').select('owner_id').where('x', '=', x).where('y', '=', y).executeTakeFirst();
    if (!plot) throw new Error(`no plot ${x},${y}`);
    return plot.owner_id;
  };
  const pin = async (x: number, y: number): Promise<void> => {
    await sql`update plot set notes = notes + 1 where (x, y) = (${x}, ${y})`.execute(db);
  };
  return {
    member,
    async plot(x, y, owner) {
      await db
        .insertInto('plot')
        .values({ x, y, owner_id: owner ?? (await member()), ordinal: ++seats })
        .execute();
    },
    async agent(x, y, colour = 0, owner) {
      const [id, version] = [uuid(), uuid()];
      const owner_id = owner ?? (await ownerOf(x, y));
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('agent')
          .values({ id, owner_id, kind: 'text', colour, current_version: version, plot_x: x, plot_y: y, ...seat() })
          .execute();
        await trx
          .insertInto('agent_version')
          .values({
            id: version,
            agent_id: id,
            version: 1,
            kind: 'text',
            engine: 'builtin-text',
            model: 'one',
            name: 'Plume',
            role: '',
            instructions: '',
            fee: 0,
            lang: 'fr',
          })
          .execute();
      });
      await pin(x, y);
      return id;
    },
    async creation(x, y, { agents = [], parents = [], author }, more = {}) {
      const id = uuid();
      await db
        .insertInto('creation')
        .values({
          id,
          author_id: author ?? (await ownerOf(x, y)),
          kind: 'text',
          prompt: 'Un phare',
          lang: 'fr',
          state: 'done',
          visibility: 'published',
          plot_x: x,
          plot_y: y,
          ...seat(),
          ...more,
        })
        .execute();
      for (const [position, agent] of agents.entries()) {
        const { current_version } = await db
          .selectFrom('agent')
          .select('current_version')
          .where('id', '=', agent)
          .executeTakeFirstOrThrow();
        await db
          .insertInto('creation_step')
          .values({
            creation_id: id,
            position,
            agent_version_id: current_version,
            engine: 'builtin-text',
            model: 'one',
            trained: false,
            prompt: '',
            tokens: 1,
            started_at: new Date(),
            duration_ms: 1,
          })
          .execute();
      }
      for (const [position, parent_id] of parents.entries()) {
        await db.insertInto('creation_parent').values({ creation_id: id, parent_id, position }).execute();
      }
      await pin(x, y);
      return id;
    },
  };
}
