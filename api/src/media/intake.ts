import { fileTypeFromBuffer } from 'file-type';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { Kind } from '@oto/schema/board/kind';
import { rewriteMp4 } from './mp4/rewrite.ts';
import { mainPicture, thumbPicture, type Picture } from './picture.ts';
import { canonicalWav } from './wav.ts';
import { xmpBox, xmpChunk } from './xmp.ts';

export const UPLOAD_MAX_BYTES = 25 * 1024 * 1024;

/** A file ready to be kept. */
export type Medium = {
  readonly variant: 'main' | 'thumb' | 'poster';
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly peaks: readonly number[] | null;
};

export const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif'] as const;

/** What a worker may send for each kind. Everything else is refused. */
const ACCEPTED: { readonly [K in Kind]: { readonly main: readonly string[]; readonly poster: readonly string[] } } = {
  text: { main: [], poster: [] },
  image: { main: IMAGES, poster: [] },
  video: { main: ['video/mp4'], poster: IMAGES },
  voice: { main: ['audio/wav'], poster: [] },
};

/** Names under which the same format goes. */
const ALIASES: { readonly [mime: string]: string } = {
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'image/jpg': 'image/jpeg',
};

/**
 * Judges an upload by its own bytes and makes what is kept of it anew: an image becomes WebP with a
 * thumb, a film is rewritten box by box, its poster also gives the thumb, a voice is written from its
 * samples. Last of all each is marked as made by machine.
 */
export async function intake(
  kind: Kind,
  variant: 'main' | 'poster',
  declared: string,
  bytes: Uint8Array,
  trained: boolean,
): Promise<Result<readonly Medium[], 'unsupported_media' | 'bad_media'>> {
  const claimed = await trueType(declared, bytes, ACCEPTED[kind][variant]);
  if (!claimed.ok) return claimed;
  if (claimed.value === 'audio/wav') return voice(bytes, trained);
  if (claimed.value === 'video/mp4') return film(bytes, trained);
  return pictures(variant, bytes, trained);
}

/** What a file both says it is and is, among what is accepted. */
export async function trueType(
  declared: string,
  bytes: Uint8Array,
  accepted: readonly string[],
): Promise<Result<string, 'unsupported_media' | 'bad_media'>> {
  const claimed = plain(declared);
  if (!accepted.includes(claimed)) return err('unsupported_media', claimed);
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return found && plain(found.mime) === claimed ? ok(claimed) : err('bad_media', `said ${claimed}, is ${found?.mime ?? 'unknown'}`);
}

async function pictures(variant: 'main' | 'poster', bytes: Uint8Array, trained: boolean): Promise<Result<readonly Medium[], 'bad_media'>> {
  const main = await mainPicture(bytes, trained);
  const thumb = main && (await thumbPicture(main.bytes, trained));
  return main && thumb ? ok([still(variant, main), still('thumb', thumb)]) : err('bad_media', 'cannot be decoded');
}

function still(variant: Medium['variant'], { bytes, mime, width, height }: Picture): Medium {
  return { variant, bytes, mime, width, height, durationMs: null, peaks: null };
}

function film(bytes: Uint8Array, trained: boolean): Result<readonly Medium[], 'bad_media'> {
  const film = rewriteMp4(bytes, xmpBox(trained));
  return film ? ok([{ variant: 'main', mime: 'video/mp4', peaks: null, ...film }]) : err('bad_media', 'no whole MP4');
}

function voice(bytes: Uint8Array, trained: boolean): Result<readonly Medium[], 'bad_media'> {
  const wav = canonicalWav(bytes, xmpChunk(trained));
  return wav ? ok([{ variant: 'main', mime: 'audio/wav', width: null, height: null, ...wav }]) : err('bad_media', 'no PCM');
}

function plain(mime: string): string {
  const bare = (mime.split(';', 1)[0] ?? '').trim().toLowerCase();
  return ALIASES[bare] ?? bare;
}
