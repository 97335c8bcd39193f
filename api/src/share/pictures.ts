import { createHash } from 'node:crypto';
import { loadImage } from '@napi-rs/canvas';
import pLimit from 'p-limit';
import sharp from 'sharp';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { mediaStore } from '../media/store.ts';
import { DRAWING, sharePicture } from './drawing/share-picture.ts';
import { markOf, type Shared } from './read-shared.ts';

/** Pictures kept, of some 160 KB each, and how many may wait while one is drawn. */
const KEPT_MAX = 100;
const WAITING_MAX = 24;
/** Of a picture on a note, pixels a side at most. */
const STILL_MAX = 1000;

export type SharePictures = {
  /** Of what is drawn, for ETag and for addresses. */
  readonly etagOf: (shared: Shared) => string;
  /**
   * JPEG of 1200 x 630; drawn once, then kept. Throws too_many_requests when many wait already, unavailable when the
   * picture on the note cannot be read.
   */
  readonly of: (shared: Shared) => Promise<Buffer>;
};

export function makeSharePictures(deps: Deps): SharePictures {
  const store = mediaStore(deps);
  const limit = pLimit(1);
  const kept = new Map<string, Promise<Buffer>>();

  async function draw({ id, card, title, still }: Shared): Promise<Buffer> {
    const lang = card.lang;
    // What people uploaded is decoded by the one decoder that media is decoded by, and made small.
    // One that cannot be read now would otherwise be missing from what is kept here and elsewhere.
    const bytes =
      still === null
        ? null
        : await store.readAll(still.sha256).catch((error: unknown) => {
            throw new ApiError('unavailable', { detail: String(error) });
          });
    const png =
      bytes === null
        ? null
        : await sharp(bytes, { limitInputPixels: 50_000_000 })
            .resize(STILL_MAX, STILL_MAX, { fit: 'inside', withoutEnlargement: true })
            .png()
            .toBuffer()
            .catch(() => null);
    const face = {
      type: card.type,
      kind: card.kind,
      title,
      words: card.type === 'agent' ? (card.role ?? card.excerpt) : card.excerpt,
      peaks: card.peaks ?? [],
      picture: png === null ? null : await loadImage(png),
      mark: markOf(card, lang),
    };
    return sharePicture(face, card.author.name, lang, id);
  }

  const etagOf = ({ id, version }: Shared) => createHash('sha256').update(`${DRAWING} ${id} ${version}`).digest('hex').slice(0, 16);

  return {
    etagOf,
    of(shared) {
      const key = etagOf(shared);
      const known = kept.get(key);
      if (known) return known;
      if (limit.pendingCount >= WAITING_MAX) throw new ApiError('too_many_requests', { retryAfterSeconds: 5 });
      const drawn = limit(async () => draw(shared));
      kept.set(key, drawn);
      drawn.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_MAX) break;
        kept.delete(oldest);
      }
      return drawn;
    },
  };
}
