import { uuidFromId, type Id } from '@oto/schema/base/id';
import { readCards } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';
import type { Preview } from './page.ts';

const DESCRIPTION_MAX = 200;

/** The preview of a note that anybody may see; null for every other. */
export async function readPreview(db: Db, id: Id, publicUrl: string): Promise<Preview | null> {
  const [card] = await readCards(db, [uuidFromId(id)], null, new Date());
  if (!card) return null;
  const image = await pictureOf(db, id);
  const description = card.excerpt.replaceAll(/\s+/g, ' ').trim();
  return {
    title: card.title === '' ? card.author.name : card.title,
    description: description.length > DESCRIPTION_MAX ? `${description.slice(0, DESCRIPTION_MAX - 1)}…` : description,
    url: `${publicUrl}/n/${id}`,
    author: card.author.name,
    image: image ? `${publicUrl}/media/${id}/${image.variant}` : null,
    ...(image?.width ? { imageWidth: image.width } : {}),
    ...(image?.height ? { imageHeight: image.height } : {}),
  };
}

/** A video's poster is larger than its thumbnail. */
async function pictureOf(db: Db, id: Id) {
  return db
    .selectFrom('media')
    .select(['variant', 'width', 'height'])
    .where('creation_id', '=', uuidFromId(id))
    .where('variant', 'in', ['poster', 'thumb'])
    .orderBy('variant', 'asc')
    .executeTakeFirst();
}
