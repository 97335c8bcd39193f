import { sql } from 'kysely';
import { VOTES_A_WEEK } from '@oto/schema/contract/social';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireActive } from '../safety/suspended.ts';
import { countVote } from './count.ts';
import { noteFor, type Note } from './note.ts';
import { requirePeace } from './peace.ts';
import { votesOf } from './view.ts';
import { weekOf } from './week.ts';

/**
 * Gives a published creation (id) one of a member's (uuid) votes of this week. Again: nothing changes. Throws
 * not_found, own_work, wrong_state for what takes no votes, no_votes_left, blocked_here, suspended.
 */
export async function voteFor({ db, now }: Deps, id: string, member: string): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    await requireActive(trx, member);
    const note = await noteFor(trx, id, member);
    if (note.author === member) throw new ApiError('own_work');
    if (note.type !== 'creation' || !note.published) throw new ApiError('wrong_state');
    await requirePeace(trx, member, note.author);
    const at = now();
    const week = weekOf(at);
    // One after the other, so that two at once never give the same last vote.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`vote:${member}`}, 0))`.execute(trx);
    const given = await votesOf(trx, member, week);
    if (given.includes(note.uuid)) return note;
    if (given.length >= VOTES_A_WEEK) throw new ApiError('no_votes_left');
    await trx.insertInto('vote').values({ week, creation_id: note.uuid, member_id: member, created_at: at }).execute();
    await countVote(trx, note.uuid, week, 1);
    return note;
  });
}

/** Takes a vote of this week back. Throws not_found. */
export async function unvote({ db, now }: Deps, id: string, member: string): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    const note = await noteFor(trx, id, member);
    const week = weekOf(now());
    const gone = await trx
      .deleteFrom('vote')
      .where('week', '=', week)
      .where('creation_id', '=', note.uuid)
      .where('member_id', '=', member)
      .executeTakeFirst();
    if (gone.numDeletedRows > 0n) await countVote(trx, note.uuid, week, -1);
    return note;
  });
}
