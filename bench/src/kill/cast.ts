import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { isId } from '@oto/schema/base/id';
import type { FarEnd } from '@oto/schema/board/record';
import { COLLAB_PASS_SECONDS } from '@oto/schema/contract/pass';
import type { Plot } from '@oto/schema/geometry/lattice';
import { MemberClient } from '@oto/ops/http/member-client';
import type { Stack } from '@oto/ops/local/stack';
import type { LoggedEdit } from './edit-log.ts';
import { Writer } from './writer.ts';

export type Cast = {
  readonly writers: readonly Writer[];
  /** Somebody who opens the plot of this writer for the first time. */
  readonly newcomer: (beside: Writer) => Writer;
  /** Whose plot the generations land on, with a text agent. */
  readonly author: { readonly client: MemberClient; readonly agent: string };
  /** Somebody with nothing under way, to tell when a text can be had again. */
  readonly other: { readonly client: MemberClient; readonly agent: string };
};

const PLOTS = 2;
const NOTES = 8;
const READY_WITHIN_MS = 30_000;

/**
 * Six members on the open plots of two of them, which hold a few notes, each member with a
 * connection of their own.
 */
export async function castOf(
  stack: Stack,
  pool: pg.Pool,
  onAcked: (writer: Writer, edit: LoggedEdit) => void,
  size: number,
): Promise<Cast> {
  const members = await Promise.all(
    Array.from({ length: size }, async (_, index) => {
      const client = new MemberClient(stack.url);
      const me = await client.enter({
        name: `Main ${index}`,
        email: `m${index}@drill.oto.example`,
        password: stack.secrets.seedPassword,
      });
      return { client, id: me.id, plot: me.plots[0] };
    }),
  );
  const owners = members.slice(0, PLOTS);
  const agents = await Promise.all(owners.map(({ client }, index) => client.createAgent({ kind: 'text', name: `Plume ${index}` })));
  const plots = owners.map(({ plot }) => {
    if (!plot) throw new Error('no plot was claimed at sign-up');
    return plot;
  });
  for (const plot of plots) await pool.query(`update plot set policy = 'open' where x = $1 and y = $2`, [plot.x, plot.y]);
  await Promise.all(
    owners.map(async ({ client }, index) => {
      for (let n = 0; n < NOTES; n++) {
        const job = await client.generate('text', {
          agents: [agents[index]?.id ?? ''],
          prompt: `Un poème sur la neige numéro ${n}`,
          where: 'board',
        });
        await until('a note', async () => (await client.job(job.id)).state === 'succeeded');
      }
    }),
  );
  const join = ({ client, id }: { readonly client: MemberClient; readonly id: string }, plot: Plot) => {
    const fetchPass = async () => ({
      token: await client.collabPass(),
      expiresAt: new Date(Date.now() + COLLAB_PASS_SECONDS * 1000).toISOString(),
    });
    return new Writer({ url: stack.url, member: id, plot, fetchPass, onAcked });
  };
  const writers = members.map((member, index) => {
    const plot = plots[index % PLOTS];
    if (!plot) throw new RangeError('no plot');
    return join(member, plot);
  });
  await until('every writer', async () => writers.every((writer) => writer.isReady && notesOf(writer).length > NOTES));
  const [author, other] = owners;
  const [agent, otherAgent] = agents;
  if (!author || !agent || !other || !otherAgent) throw new RangeError('no author');
  const newcomer = (beside: Writer) => join(author, beside.plot);
  return {
    writers,
    newcomer,
    author: { client: author.client, agent: agent.id },
    other: { client: other.client, agent: otherAgent.id },
  };
}

/** The notes of a writer's plot as the ends of ties. */
export function notesOf(writer: Writer): readonly FarEnd[] {
  const { x, y } = writer.plot;
  return [...(writer.region?.notes ?? [])].flatMap(([id, record]) =>
    isId(id) ? [[id, x, y, record.s[0], record.s[1]] satisfies FarEnd] : [],
  );
}

export async function until(what: string, isSo: () => Promise<boolean>, withinMs = READY_WITHIN_MS): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); await delay(20)) {
    if (Date.now() > end) throw new Error(`waited ${withinMs / 1000} s for ${what}`);
  }
}
