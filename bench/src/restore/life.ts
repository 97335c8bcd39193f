import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { mediaStore } from '@oto/api/media/store';
import { sweepFiles } from '@oto/api/media/sweep';
import type { Tables } from '@oto/schema/db/tables';
import { MemberClient } from '@oto/ops/http/member-client';
import { untilEngines } from '@oto/ops/http/until-engines';
import type { Stack } from '@oto/ops/local/stack';
import { castOf, until, type Cast } from '../kill/cast.ts';
import { Load } from '../kill/load.ts';
import type { Writer } from '../kill/writer.ts';
import { buyOne, FATES } from '../purchase/buyer.ts';

export const SIZES = {
  quick: { members: 2, pictures: 3, writeMs: 1_000 },
  full: { members: 6, pictures: 24, writeMs: 20_000 },
} as const;
type Size = (typeof SIZES)[keyof typeof SIZES];

type Life = {
  readonly size: Size;
  readonly media: string;
  /** Called while people write and files are deleted. */
  readonly backUp: () => Promise<unknown>;
};

/** A creation that stays, one that is taken down later, and how many files were deleted or tried to be during the backup. */
export type Lived = { readonly picture: string; readonly doomed: string; readonly deleted: number };

const PUBLISHED = 2;
const TWO_DAYS_MS = 2 * 86_400_000;
const SETTLED_WITHIN_MS = 60_000;
const PAINTED_WITHIN_MS = 120_000;

/** People join, buy, paint, write, move, tie and take things down; a backup runs in the midst of it. */
export async function live(stack: Stack, { size, media, backUp, say }: Life & { readonly say: (line: string) => void }): Promise<Lived> {
  await untilEngines(stack.url, ['text', 'image']);
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  const cast = await castOf(stack, pool, () => undefined, size.members);
  const load = new Load(cast.writers);
  const stopping = new AbortController();
  try {
    const { client } = cast.author;
    const painter = await client.createAgent({ kind: 'image', name: 'Pinceau' });
    const pictures = await paint(client, painter.id, PUBLISHED, 'Un phare', 'board');
    const fate = FATES.find(({ deeds }) => deeds.length === 1 && deeds[0] === 'pay');
    if (!fate) throw new Error('nobody pays');
    await buyOne(client, fate, true);
    await talk(cast, pictures);
    say('pictures stand; backing up under load');
    const [doomed, ...others] = await paint(client, painter.id, size.pictures, 'Une esquisse', 'private');
    const [picture] = pictures;
    if (picture === undefined || doomed === undefined) throw new RangeError('too few pictures');
    const deleting = deleteAll(pool, { client, creations: others, media, until: stopping.signal });
    deleting.catch(() => undefined);
    await backUp();
    await delay(size.writeMs);
    stopping.abort();
    const deleted = await deleting;
    await settle(pool, load, cast.writers);
    return { picture, doomed, deleted };
  } finally {
    stopping.abort();
    load.stop();
    for (const writer of cast.writers) writer.leave();
    await pool.end();
  }
}

/** Goes on after the moment that is noted: more is made and said, and a picture that stood then is deleted, file and all. */
export async function liveOn(stack: Stack, { media, backUp, lived }: Omit<Life, 'size'> & { readonly lived: Lived }): Promise<void> {
  await untilEngines(stack.url, ['text', 'image']);
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  try {
    const client = new MemberClient(stack.url);
    await client.enter(authorOf(stack));
    const painter = await client.createAgent({ kind: 'image', name: 'Fusain' });
    await paint(client, painter.id, PUBLISHED, 'Une île', 'board');
    await client.comment(lived.picture, { body: 'On ne voit plus la mer.' });
    await backUp();
    await remove(client, lived.doomed);
    const { db, store } = sweeper(pool, media);
    await until('the file to be swept', async () => (await sweepFiles({ db, now: inTwoDays }, store)) > 0);
    await delivered(pool);
  } finally {
    await pool.end();
  }
}

/** The first of the cast. */
export function authorOf(stack: Stack) {
  return { name: 'Main 0', email: 'm0@drill.oto.example', password: stack.secrets.seedPassword };
}

/** As many at a time as one member may have under way. */
async function paint(
  client: MemberClient,
  agent: string,
  count: number,
  prompt: string,
  where: 'board' | 'private',
): Promise<readonly string[]> {
  const made: string[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const { id, creation } = await client.generate('image', { agents: [agent], prompt: `${prompt} numéro ${next++}`, where });
      await until('a picture', async () => (await client.job(id)).state === 'succeeded', PAINTED_WITHIN_MS);
      made.push(creation);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  return made;
}

async function talk({ author, other }: Cast, pictures: readonly string[]): Promise<void> {
  for (const picture of pictures.slice(0, 2)) {
    await other.client.like(picture);
    await other.client.comment(picture, { body: 'On voit la mer.' });
  }
  await other.client.follow((await author.client.me()).handle);
}

/** Takes creations down, and sweeps as if two days had passed, over and over. Returns how many files went. */
async function deleteAll(
  pool: pg.Pool,
  what: { readonly client: MemberClient; readonly creations: readonly string[]; readonly media: string; readonly until: AbortSignal },
): Promise<number> {
  const { db, store } = sweeper(pool, what.media);
  const left = [...what.creations];
  let gone = 0;
  while (!what.until.aborted) {
    const next = left.pop();
    if (next !== undefined) await remove(what.client, next);
    gone += await sweepFiles({ db, now: inTwoDays }, store);
    await delay(100);
  }
  return gone;
}

function sweeper(pool: pg.Pool, mediaFolder: string) {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, store: mediaStore({ config: { mediaFolder, s3: null }, db }) };
}

function inTwoDays(): Date {
  return new Date(Date.now() + TWO_DAYS_MS);
}

async function remove(client: MemberClient, creation: string): Promise<void> {
  const answer = await fetch(`${client.url}/api/creations/${creation}`, {
    method: 'DELETE',
    headers: { cookie: client.cookie, origin: client.url },
  });
  if (!answer.ok) throw new Error(`DELETE ${creation}: ${answer.status} ${await answer.text()}`);
}

async function settle(pool: pg.Pool, load: Load, writers: readonly Writer[]): Promise<void> {
  load.stop();
  await until('every edit to be acknowledged', async () => writers.every((writer) => writer.isSettled), SETTLED_WITHIN_MS);
  await delivered(pool);
}

function delivered(pool: pg.Pool): Promise<void> {
  const isSo = async () => (await pool.query('select 1 from outbox where delivered_at is null limit 1')).rowCount === 0;
  return until('the outbox to be empty', isSo, SETTLED_WITHIN_MS);
}
