import { setTimeout as delay } from 'node:timers/promises';
import { MemberClient } from '@oto/ops/http/member-client';
import { observe, type Observer } from '../generate/observer.ts';

/** A process of members who ask for texts at a rate, whether or not the ones before are done. */
export type Enter = { readonly enter: { readonly url: string; readonly count: number; readonly password: string; readonly run: string } };
export type Generate = { readonly generate: { readonly perSecond: number; readonly seconds: number } };
/** Milliseconds from the click to the answer, and to the note on the board of somebody else who watches. */
export type Generated = {
  readonly asked: number;
  readonly answered: readonly number[];
  readonly pinned: readonly number[];
  readonly creations: readonly string[];
  readonly refusals: Readonly<Record<string, number>>;
};

/** What is not on the board so long after the last click does not count as held. */
const SETTLE_MS = 5_000;

type Author = { readonly client: MemberClient; readonly agent: string; readonly watcher: Observer };
let authors: readonly Author[] = [];

async function enter({ url, count, password, run }: Enter['enter']): Promise<void> {
  const entered: Author[] = [];
  for (let index = 0; index < count; index++) {
    const client = new MemberClient(url);
    const me = await client.enter({ name: `Auteur ${index}`, email: `author-${run}-${index}@load.oto.example`, password });
    const [plot] = me.plots;
    if (!plot) throw new Error('no plot was claimed at sign-up');
    const agent = await client.createAgent({ kind: 'text', name: `Plume ${index}` });
    entered.push({ client, agent: agent.id, watcher: await observe(url, plot) });
  }
  authors = entered;
}

async function generate({ perSecond, seconds }: Generate['generate']): Promise<Generated> {
  const total = Math.max(1, Math.round(perSecond * seconds));
  const answered: number[] = [];
  const standing: { readonly creation: string; readonly at: number; readonly author: Author }[] = [];
  const refusals: Record<string, number> = {};
  const started = Date.now();
  const asks: Promise<void>[] = [];
  const ask = async (author: Author, n: number) => {
    const at = Date.now();
    try {
      const job = await author.client.generate('text', {
        agents: [author.agent],
        prompt: `Un poème sur la pluie numéro ${n}`,
        where: 'board',
      });
      answered.push(Date.now() - at);
      standing.push({ creation: job.creation, at, author });
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split(':', 1)[0] ?? error.message) : String(error);
      refusals[reason] = (refusals[reason] ?? 0) + 1;
    }
  };
  for (let n = 0; n < total; n++) {
    await delay(Math.max(0, started + (n * 1000) / perSecond - Date.now()));
    const author = authors[n % authors.length];
    if (author) asks.push(ask(author, n));
  }
  await Promise.all(asks);
  const isPinned = () => standing.every(({ creation, author }) => author.watcher.pinnedAt.has(creation));
  for (const until = Date.now() + SETTLE_MS; !isPinned() && Date.now() < until;) await delay(20);
  const pinned = standing.flatMap(({ creation, at, author }) => {
    const seen = author.watcher.pinnedAt.get(creation);
    return seen === undefined ? [] : [seen - at];
  });
  return { asked: total, answered, pinned, creations: standing.map(({ creation }) => creation), refusals };
}

async function run(message: Partial<Enter & Generate>): Promise<void> {
  if (message.enter) {
    await enter(message.enter);
    process.send?.({ entered: true });
  }
  if (message.generate) process.send?.({ generated: await generate(message.generate) });
}

process.on('message', (message: Partial<Enter & Generate>) => {
  run(message).catch((error: unknown) => {
    process.stderr.write(`authors: ${String(error)}\n`);
    process.exit(1);
  });
});
