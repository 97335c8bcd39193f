import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faststart } from '../builtin/video/faststart.ts';
import type { EngineEvent } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import type { Climb } from '../http/climb.ts';
import { FILE_MOST } from '../http/keep.ts';
import { mimeOf } from '../http/magic.ts';
import type { Watch } from '../http/watch.ts';
import { declaredSize } from '../picture/size.ts';
import { ffmpeg } from './ffmpeg.ts';
import { mp4Facts } from './mp4.ts';
import { poster } from './poster.ts';

/** An MP4 as a server gave it, and a picture of it where one came along. */
export type RawFilm = { readonly film: Buffer; readonly still: Buffer | null };

/**
 * A film and its poster as artifacts: the index first, so that it plays while it loads, and no
 * metadata where ffmpeg (`program`; null: none) is there to leave them out.
 */
export async function* finishedFilm(
  raw: RawFilm,
  seed: number,
  folder: string,
  watch: Watch,
  path: Climb,
  program: string | null,
): AsyncGenerator<EngineEvent> {
  if (raw.film.byteLength > FILE_MOST) throw new EngineFailure('protocol', `a film of ${raw.film.byteLength} bytes`);
  yield path.to(1, 'encoding');
  const given = join(folder, 'given.mp4');
  const film = join(folder, 'film.mp4');
  await writeFile(given, raw.film);
  const remade = await ffmpeg(
    program,
    ['-i', given],
    ['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', '-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4', film],
    watch.signal,
  );
  watch.check();
  const bytes = remade ? await readFile(film) : Buffer.from(faststart(raw.film));
  if (mimeOf(bytes) !== 'video/mp4') throw new EngineFailure('protocol', 'the film is no MP4');
  if (!remade) await writeFile(film, bytes);
  const facts = mp4Facts(bytes);
  const shown = await poster({ path: film, seconds: facts.seconds ?? 0, still: raw.still, seed }, folder, watch.signal, program);
  watch.check();
  yield path.end('encoding');
  yield { type: 'artifact', role: 'main', path: film, mime: 'video/mp4', meta: facts };
  yield { type: 'artifact', role: 'poster', ...shown, meta: declaredSize(await readFile(shown.path)) ?? {} };
}
