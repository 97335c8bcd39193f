import type { z } from 'zod';
import type { PublishRequest } from '@oto/schema/contract/creation';
import type { Deps } from '../deps.ts';
import { recordAll } from '../event/record-all.ts';
import { ApiError } from '../http/api-error.ts';
import { holdMember } from '../identity/hold-member.ts';
import { requireFit } from '../moderation/judge.ts';
import { notifyOfFork } from '../notification/of-fork.ts';
import { tellPublished } from '../webhook/tell-note.ts';
import { pinNote, seatCreation } from './pin.ts';
import { publishedNews } from './published-news.ts';
import { isVisibleTo } from './visible.ts';

/**
 * Opens a finished creation of one's own to others: published notes take their seat on the board for
 * ever, unlisted ones are reached by their link alone. Again: licence and title are taken over, the
 * seat stays. Throws not_found, forbidden for another's, wrong_state before it is done or to take back.
 */
export async function publishCreation(
  deps: Deps,
  creationUuid: string,
  member: string,
  wish: z.output<typeof PublishRequest>,
): Promise<void> {
  await requireFitTitle(deps, member, wish.title);
  await deps.db.transaction().execute(async (trx) => {
    await holdMember(trx, member);
    const creation = await trx.selectFrom('creation').selectAll().where('id', '=', creationUuid).forUpdate().executeTakeFirst();
    if (!creation || !isVisibleTo(creation, member)) throw new ApiError('not_found');
    if (creation.author_id !== member) throw new ApiError('forbidden');
    if (creation.state !== 'done' || (wish.unlisted && creation.visibility === 'published')) throw new ApiError('wrong_state');
    const now = deps.now();
    await trx
      .updateTable('creation')
      .set({
        visibility: wish.unlisted ? 'unlisted' : 'published',
        fork: wish.fork,
        ...(wish.title === undefined ? {} : { title: wish.title }),
        published_at: creation.published_at ?? now,
      })
      .where('id', '=', creationUuid)
      .execute();
    if (wish.unlisted || creation.plot_x !== null) return;
    await seatCreation(trx, creationUuid, member);
    await pinNote(trx, creationUuid);
    await recordAll(trx, await publishedNews(trx, now, creationUuid));
    await notifyOfFork(trx, now, creationUuid);
    await tellPublished(trx, now, deps.config.publicUrl, creationUuid);
  });
}

/** Gives one's own creation another title. Throws not_found, or forbidden for another's. */
export async function renameCreation(deps: Deps, creationUuid: string, member: string, title: string): Promise<void> {
  await requireFitTitle(deps, member, title);
  const creation = await deps.db.selectFrom('creation').selectAll().where('id', '=', creationUuid).executeTakeFirst();
  if (!creation || !isVisibleTo(creation, member)) throw new ApiError('not_found');
  if (creation.author_id !== member) throw new ApiError('forbidden');
  await deps.db.updateTable('creation').set({ title }).where('id', '=', creationUuid).where('deleted_at', 'is', null).execute();
}

async function requireFitTitle(deps: Deps, member: string, title: string | undefined): Promise<void> {
  if (title === undefined) return;
  const { lang } = await deps.db.selectFrom('member').select('lang').where('id', '=', member).executeTakeFirstOrThrow();
  await requireFit(deps, { member, lang, words: { title } });
}
