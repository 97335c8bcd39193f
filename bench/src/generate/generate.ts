import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { uuidFromId } from '@oto/schema/base/id';
import type { Agent } from '@oto/schema/contract/agent';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';
import { observe, type Observer } from './observer.ts';

type Author = { readonly client: MemberClient; readonly agent: Agent; readonly watcher: Observer };
type Asked = { readonly creation: string; readonly author: Author };

/** Jobs of one member at a time while the queue is kept full; the api allows three. */
const LANES = 3;

/**
 * Members ask for built-in text notes on the board; another person, who only watches, sees them land.
 * First one job at a time: pick-up is from the job's row to its claim, both on the database's clock,
 * with a worker free to take it. Then with the queue kept full, for the throughput. Pinned: from the
 * engine's end (its step's start + duration, the worker's clock) to the watcher's document, over both
 * parts, on one machine's clock. The engine's typing pace is off: it is there to please the eye.
 */
export const benchGenerate: Benchmark = ({ quick, say }) =>
  withStack(
    say,
    async (stack) => {
      await untilEngines(stack.url, ['text']);
      const authors = await Promise.all(
        Array.from({ length: quick ? 3 : 6 }, async (_, index) => {
          const client = new MemberClient(stack.url);
          const me = await client.enter({
            name: `Auteur ${index}`,
            email: `a${index}@bench.oto.example`,
            password: stack.secrets.seedPassword,
          });
          const agent = await client.createAgent({ kind: 'text', name: `Plume ${index}` });
          const plot = me.plots[0];
          if (!plot) throw new Error('no plot was claimed at sign-up');
          return { client, agent, watcher: await observe(stack.url, plot) };
        }),
      );
      const jobs: Asked[] = [];
      const ask = async (author: Author, prompt: string) => {
        const job = await author.client.generate('text', { agents: [author.agent.id], prompt, where: 'board' });
        jobs.push({ creation: job.creation, author });
        await untilPinned(() => author.watcher.pinnedAt.has(job.creation));
      };

      const alone = quick ? 12 : 100;
      say(`${alone} jobs, one at a time`);
      for (let n = 0; n < alone; n++) await ask(at(authors, n), `Un poème sur la pluie numéro ${n}`);
      const unhurried = jobs.length;

      const each = quick ? 12 : 60;
      say(`${authors.length} authors, ${each} jobs each, the queue kept full`);
      const started = Date.now();
      await Promise.all(
        authors.flatMap((author) =>
          Array.from({ length: LANES }, async (_, lane) => {
            for (let n = lane; n < each; n += LANES) await ask(author, `Un poème sur la neige numéro ${n}`);
          }),
        ),
      );
      const elapsed = (Date.now() - started) / 1000;
      const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
      try {
        const rows = await pool.query<{ creation_id: string; pickup: number; engine_end: string }>(
          `select j.creation_id, extract(epoch from j.started_at - j.created_at) * 1000 as pickup,
                  (extract(epoch from max(s.started_at + s.duration_ms * interval '1 millisecond')) * 1000)::text as engine_end
             from job j join creation_step s on s.creation_id = j.creation_id
            where j.state = 'succeeded' group by j.id`,
        );
        const byCreation = new Map(rows.rows.map((row) => [row.creation_id, row]));
        const found = jobs.map((job) => ({
          row: byCreation.get(uuidFromId(job.creation)),
          pinnedAt: job.author.watcher.pinnedAt.get(job.creation),
        }));
        if (found.some(({ row, pinnedAt }) => row === undefined || pinnedAt === undefined)) throw new Error('a job was lost');
        const pickups = found.slice(0, unhurried).map(({ row }) => Number(row?.pickup));
        const pinned = found.map(({ row, pinnedAt }) => Number(pinnedAt) - Number(row?.engine_end));
        return {
          jobs: jobs.length,
          pickup_p50_ms: percentile(pickups, 0.5),
          pinned_after_engine_p50_ms: percentile(pinned, 0.5),
          pinned_after_engine_p99_ms: percentile(pinned, 0.99),
          jobs_per_s: Math.round(((jobs.length - unhurried) / elapsed) * 10) / 10,
        };
      } finally {
        await pool.end();
        for (const author of authors) author.watcher.close();
      }
    },
    { LIMITS_FACTOR: '10000', WELCOME_TOKENS: '100000', OTO_TEXT_PACE_MS: '0', OTO_WORKER_CONCURRENCY: '4' },
  );

async function untilPinned(done: () => boolean): Promise<void> {
  const until = Date.now() + 20_000;
  while (!done()) {
    if (Date.now() > until) throw new Error('a note was not pinned within 20 s');
    await delay(2);
  }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('none');
  return item;
}
