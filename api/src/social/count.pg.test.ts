import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { idFromUuid, newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Caller } from '../http/env.ts';
import { landOf } from '../testing/land.ts';
import { testApi, type TestApi } from '../testing/api.ts';
import { deleteComment } from './change-comment.ts';
import { writeComment } from './comment.ts';
import { countNote } from './count.ts';
import { forgetSocial } from './forget.ts';
import { hideComment } from './hide-comment.ts';
import { likeNote, unlikeNote } from './like.ts';
import { tellCounts } from './tell-counts.ts';
import { unvote, voteFor } from './vote.ts';
import { weekOf } from './week.ts';

const PEOPLE = 4;
const NOTES = 3;

type Act = {
  readonly do: 'like' | 'unlike' | 'vote' | 'unvote' | 'say' | 'answer' | 'delete' | 'hide' | 'show' | 'forget' | 'tell';
  readonly who: number;
  readonly note: number;
};

const act: fc.Arbitrary<Act> = fc.record({
  do: fc.constantFrom(
    'like',
    'like',
    'unlike',
    'vote',
    'vote',
    'unvote',
    'say',
    'say',
    'answer',
    'delete',
    'hide',
    'show',
    'forget',
    'tell',
  ),
  who: fc.nat(PEOPLE - 1),
  note: fc.nat(NOTES - 1),
});

/** Refusals are part of the game: somebody took it back first, all votes are given. */
const EXPECTED = new Set(['not_found', 'no_votes_left', 'forbidden']);

test('counts equal the rows they count, whatever happens at the same time', async () => {
  await using api = await testApi();
  const { deps } = api;
  const land = landOf(deps.db);
  await land.plot(3, 3);
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => land.member()));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 5 }), async (hands) => {
      const notes = await Promise.all(Array.from({ length: NOTES }, () => land.creation(3, 3, {})));
      await Promise.all(
        hands.map(async (acts) => {
          for (const one of acts) await play(api, one, people[one.who] ?? '', notes[one.note] ?? '');
        }),
      );
      expect(await countedWrong(api)).toEqual([]);
    }),
    { seed: 7, numRuns: 25 },
  );
});

async function play({ deps }: TestApi, one: Act, member: string, noteUuid: string): Promise<void> {
  const { db } = deps;
  const note = idFromUuid(noteUuid);
  const some = async () =>
    (await db.selectFrom('comment').select('id').where('note_id', '=', noteUuid).orderBy('id').limit(1).executeTakeFirst())?.id ?? null;
  const say = (thread: Id | null) => writeComment(deps, { note, member, lang: 'fr', key: newId(), body: 'Oui', thread });
  const operator: Caller = { memberId: member, role: 'operator', via: 'session', sessionId: null, scopes: [], createdAt: new Date() };
  try {
    switch (one.do) {
      case 'like':
        await likeNote(deps, note, member);
        return;
      case 'unlike':
        await unlikeNote(deps, note, member);
        return;
      case 'vote':
        await voteFor(deps, note, member);
        return;
      case 'unvote':
        await unvote(deps, note, member);
        return;
      case 'say':
        await say(null);
        return;
      case 'answer': {
        const first = await some();
        await say(first === null ? null : idFromUuid(first));
        return;
      }
      case 'delete': {
        const first = await some();
        if (first !== null) await deleteComment(deps, idFromUuid(first), operator);
        return;
      }
      case 'hide':
      case 'show': {
        const first = await some();
        const at = one.do === 'hide' ? deps.now() : null;
        if (first !== null) await db.transaction().execute((trx) => hideComment(trx, first, at, 'spam'));
        return;
      }
      case 'forget':
        await db.transaction().execute(async (trx) => {
          await trx.selectFrom('member').select('id').where('id', '=', member).forNoKeyUpdate().execute();
          await forgetSocial(trx, member, deps.now());
        });
        return;
      case 'tell':
        await tellCounts(deps);
        return;
      default:
        one.do satisfies never;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && EXPECTED.has(String(error.code)))) throw error;
  }
}

/** Notes whose counts are not those of their rows. */
async function countedWrong({ deps }: TestApi): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select * from (
      select c.id, coalesce(n.likes, 0) as likes, coalesce(n.comments, 0) as comments, coalesce(n.votes, 0) as votes,
        (select count(*)::int from note_like l where l.note_id = c.id) as likes_due,
        (select count(*)::int from comment w where w.note_id = c.id and w.deleted_at is null and w.hidden_at is null) as comments_due,
        (select count(*)::int from vote v where v.creation_id = c.id and v.week = ${weekOf(deps.now())}::date) as votes_due
      from creation c left join note_count n on n.note_id = c.id) all_notes
    where (likes, comments, votes) <> (likes_due, comments_due, votes_due)`.execute(deps.db);
  return rows;
}

test('a region is told at once, then every five seconds at most, by one of several servers', async () => {
  await using api = await testApi();
  const { db } = api.deps;
  const land = landOf(db);
  await land.plot(3, 3);
  await land.plot(4, 4);
  const [near, beside, far, agent] = [
    await land.creation(3, 3, {}),
    await land.creation(3, 3, {}),
    await land.creation(4, 4, {}),
    await land.agent(4, 4),
  ];
  const nowhere = await land.creation(3, 3, {}, { visibility: 'unlisted' });
  await db
    .updateTable('creation')
    .set({ plot_x: null, plot_y: null, seat_x: null, seat_y: null, seat_rot: null })
    .where('id', '=', nowhere)
    .execute();
  let at = new Date('2026-03-04T10:00:00Z').getTime();
  const deps = { ...api.deps, now: () => new Date(at) };
  const count = (note: string) => db.transaction().execute((trx) => countNote(trx, note, { likes: 1 }));
  const told = async () => {
    const rows = await db.selectFrom('outbox').select('fact').orderBy('plot_x').execute();
    await db.deleteFrom('outbox').execute();
    return rows.map((row) => {
      const fact = row.fact as OutboxFact;
      if (fact.type !== 'counted') throw new Error(fact.type);
      return [fact.plot.x, ...fact.counted.counts.map(([id, likes]) => `${uuidFromId(id)} ${likes}`).toSorted()];
    });
  };
  for (const note of [near, beside, far, agent, nowhere]) await count(note);
  await Promise.all([tellCounts(deps), tellCounts(deps), tellCounts(deps)]);
  expect(await told()).toEqual([
    [3, ...[`${near} 1`, `${beside} 1`].toSorted()],
    [4, ...[`${far} 1`, `${agent} 1`].toSorted()],
  ]);
  for (const note of [near, near, far]) await count(note);
  at += 4999;
  expect([await tellCounts(deps), await told()]).toEqual([0, []]);
  at += 1;
  expect([await tellCounts(deps), await told()]).toEqual([
    2,
    [
      [3, `${near} 3`],
      [4, `${far} 2`],
    ],
  ]);
  expect(await tellCounts(deps)).toBe(0);
});
