import type { z } from 'zod';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import type { Card } from '@oto/schema/contract/card';
import { readCards } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';

/** A note that anybody may see, as others show it. */
export type Shared = {
  readonly id: Id;
  readonly card: z.input<typeof Card>;
  readonly title: string;
  /** The still picture of it, when it has one; hex, and its MIME type. */
  readonly still: { readonly sha256: string; readonly mime: string } | null;
  /** Rises with everything that a picture of it shows. */
  readonly version: string;
};

/** Null for every note that is not there for everybody, and for one that is still being made. */
export async function readShared(db: Db, id: Id, now: Date): Promise<Shared | null> {
  const uuid = uuidFromId(id);
  const [card] = await readCards(db, [uuid], null, now);
  if (!card || card.state === 'pending') return null;
  const still = await db
    .selectFrom('media')
    .select(['sha256', 'mime'])
    .where('creation_id', '=', uuid)
    .where('variant', 'in', ['poster', 'thumb'])
    .orderBy('variant', 'asc')
    .executeTakeFirst();
  return {
    id,
    card,
    title: card.title === '' ? card.author.name : card.title,
    still: still ?? null,
    version: JSON.stringify([card.title, card.role ?? '', card.excerpt, card.author.name, card.lang, still?.sha256 ?? '']),
  };
}

const KINDS: { readonly [L in Lang]: { readonly [K in Kind]: string } } = {
  fr: { text: 'texte', image: 'image', video: 'vidéo', voice: 'voix' },
  en: { text: 'text', image: 'picture', video: 'film', voice: 'voice' },
};

/** What a note is, in a few words: voix · 0:42. */
export function markOf({ type, kind, durationMs }: z.input<typeof Card>, lang: Lang): string {
  const name = type === 'agent' ? `agent · ${KINDS[lang][kind]}` : KINDS[lang][kind];
  if (durationMs === undefined) return name;
  const seconds = Math.round(durationMs / 1000);
  return `${name} · ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
