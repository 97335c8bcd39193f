import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import type { News } from '../event/record-all.ts';

/** News of a note on the board for its author, and for the authors of what it was forked from. */
export async function publishedNews(trx: Trx, now: Date, creationUuid: string): Promise<readonly News[]> {
  const creation = await trx
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .select(['author_id', 'plot_x', 'plot_y', 'member.name'])
    .where('creation.id', '=', creationUuid)
    .executeTakeFirstOrThrow();
  const parents = await trx
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .select(['creation.id', 'creation.author_id'])
    .where('creation_parent.creation_id', '=', creationUuid)
    .where('creation.author_id', '<>', creation.author_id)
    .execute();
  const at = now.toISOString();
  const id = idFromUuid(creationUuid);
  const news: News[] = parents.map((parent) => ({
    member: parent.author_id,
    event: { type: 'forked', at, creation: id, parent: idFromUuid(parent.id), by: creation.name },
  }));
  if (creation.plot_x !== null && creation.plot_y !== null) {
    const plot = { x: creation.plot_x, y: creation.plot_y };
    news.push({ member: creation.author_id, event: { type: 'published', at, creation: id, plot } });
  }
  return news;
}
