import { createHash } from 'node:crypto';
import type { Id } from '@oto/schema/base/id';
import type { Config } from '../config.ts';
import type { Db } from '../deps.ts';
import { DRAWING, SHARE_HEIGHT, SHARE_WIDTH } from '../share/drawing/share-picture.ts';
import { readShared } from '../share/read-shared.ts';
import type { Preview } from './page.ts';

const DESCRIPTION_MAX = 200;

/** The preview of a note that anybody may see, with its picture on its board; null for every other. */
export async function readPreview(
  db: Db,
  id: Id,
  { publicUrl, apiOrigin }: Pick<Config, 'publicUrl' | 'apiOrigin'>,
  now: Date,
): Promise<Preview | null> {
  const shared = await readShared(db, id, now);
  if (!shared) return null;
  const { card, title, version } = shared;
  const url = `${publicUrl}/n/${id}`;
  const drawn = createHash('sha256').update(`${DRAWING} ${version}`).digest('hex').slice(0, 8);
  return {
    type: 'article',
    title,
    description: shortened(card.type === 'agent' ? (card.role ?? card.excerpt) : card.excerpt),
    url,
    author: card.author.name,
    image: `${apiOrigin}/share/${id}.jpg?v=${drawn}`,
    imageWidth: SHARE_WIDTH,
    imageHeight: SHARE_HEIGHT,
    oembed: `${apiOrigin}/oembed?url=${encodeURIComponent(url)}`,
  };
}

/** The preview of a member's page. Null when nobody is there by that name. */
export async function readProfilePreview(db: Db, handle: string, publicUrl: string): Promise<Preview | null> {
  const member = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle', 'bio'])
    .where('handle', '=', handle)
    .where('deleted_at', 'is', null)
    .where('hidden_at', 'is', null)
    .executeTakeFirst();
  if (!member) return null;
  return {
    type: 'profile',
    title: member.name,
    description: shortened(member.bio === '' ? `@${member.handle}` : member.bio),
    url: `${publicUrl}/@${member.handle}`,
    author: member.handle,
    image: null,
    oembed: null,
  };
}

function shortened(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > DESCRIPTION_MAX ? `${plain.slice(0, DESCRIPTION_MAX - 1)}…` : plain;
}
