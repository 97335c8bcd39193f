import type pg from 'pg';
import { MemberClient } from '@oto/ops/http/member-client';
import { COLLAB_PASS_SECONDS } from '@oto/schema/contract/pass';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { notesOf, until } from '../kill/cast.ts';
import type { LoggedEdit } from '../kill/edit-log.ts';
import { Writer } from '../kill/writer.ts';
import type { Stage } from './stage.ts';

export type Cast = {
  readonly writers: readonly Writer[];
  /** Somebody who opens the plot of this writer for the first time. */
  readonly newcomer: (beside: Writer) => Writer;
};

/** More than there are writers: the first so many are one writer's own, the others everybody's. */
const NOTES = 14;
const WRITERS_A_PLOT = 2;

/** Members on an open plot of each tile that their plots lie in, two a plot, each with a connection of their own. */
export async function castOf(stage: Stage, onAcked: (writer: Writer, edit: LoggedEdit) => void, size: number): Promise<Cast> {
  const members = await Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const client = new MemberClient(stage.api);
      const person = { name: `Main ${index}`, email: `m${index}@drill.oto.example`, password: stage.password };
      const me = await client.enter(person);
      const plot = me.plots[0];
      if (!plot) throw new Error('no plot was claimed at sign-up');
      return { client, id: me.id, plot };
    }),
  );
  const tiles = new Map(members.map((owner) => [tileKey(owner.plot), owner]));
  const owners = [...tiles.values()];
  if (owners.length * WRITERS_A_PLOT > size) throw new Error(`${owners.length} tiles are too many for ${size} writers`);
  await Promise.all(owners.map(({ client, plot }) => furnish(stage.pool, client, plot)));
  const join = ({ client, id }: (typeof members)[number], plot: Plot) =>
    new Writer({
      url: stage.documents,
      member: id,
      plot,
      fetchPass: async () => ({
        token: await client.collabPass(),
        expiresAt: new Date(Date.now() + COLLAB_PASS_SECONDS * 1000).toISOString(),
      }),
      onAcked,
    });
  const writers = members.map((member, index) => join(member, (owners[index % owners.length] ?? member).plot));
  await until('every writer', async () => writers.every((writer) => writer.isReady && notesOf(writer).length === NOTES));
  const [stranger] = members;
  if (!stranger) throw new RangeError('nobody');
  return { writers, newcomer: (beside) => join(stranger, beside.plot) };
}

export function tileKey(plot: Plot): string {
  const { x, y } = tileOf(plot);
  return `${x},${y}`;
}

/** Opens a plot to everybody and lets notes stand there: agents, since a tie's ends are looked up in PostgreSQL. */
async function furnish(pool: pg.Pool, owner: MemberClient, { x, y }: Plot): Promise<void> {
  await pool.query(`update plot set policy = 'open' where x = $1 and y = $2`, [x, y]);
  for (let n = 0; n < NOTES; n++) await owner.createAgent({ kind: 'text', name: `Plume ${n}` });
}

/** One writer of each plot. */
export function onePerPlot(writers: readonly Writer[]): readonly Writer[] {
  return [...new Map(writers.map((writer) => [plotKey(writer.plot), writer])).values()];
}
