import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intake } from '@oto/api/media/intake';
import type { MediaStore } from '@oto/api/media/store';
import { crayon } from '@oto/gpu-worker/engine/builtin/image/engine';
import { lanterne } from '@oto/gpu-worker/engine/builtin/video/engine';
import { voix } from '@oto/gpu-worker/engine/builtin/voice/engine';
import type { Engine } from '@oto/gpu-worker/engine/engine';
import { silentLog } from '@oto/gpu-worker/log';
import type { Lang } from '@oto/schema/base/lang';
import { MOTIFS, SPOKEN } from './words/motifs.ts';

/** A file of a work, as a row of `media` tells of it. */
export type File = {
  readonly variant: 'main' | 'thumb' | 'poster';
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly peaks: readonly number[] | null;
};
export type Shown = { readonly topic: { readonly [L in Lang]: string }; readonly files: readonly File[] };
export type Said = { readonly lang: Lang; readonly words: string; readonly files: readonly File[] };

/** Works that the notes of a world share by their content's address. None of the lists is empty. */
export type Library = { readonly image: readonly Shown[]; readonly video: readonly Shown[]; readonly voice: readonly Said[] };

/** How many of each a library holds; never more than there are words for. */
export type LibrarySize = { readonly images: number; readonly films: number; readonly voices: number };

/** A picture for four hundred notes, as far as the motifs go. */
export function librarySize(notes: number): LibrarySize {
  const images = Math.min(MOTIFS.length, Math.max(6, Math.ceil(notes / 400)));
  return { images, films: Math.ceil(images / 8), voices: Math.min(SPOKEN.length, Math.max(4, Math.ceil(images / 4))) };
}

const WITHIN_MS = 120_000;

/**
 * Has the built-in engines paint, film and speak the works and keeps their files as an upload's are
 * kept. Equal sizes give equal files. Throws when an engine fails or is stopped by `signal`.
 */
export async function makeLibrary(store: MediaStore, size: LibrarySize, signal: AbortSignal): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-works-'));
  const make = (engine: Engine, words: string, lang: Lang, seed: number) => filesOf({ store, folder, signal }, engine, words, lang, seed);
  try {
    const image: Shown[] = [];
    for (const [seed, topic] of MOTIFS.slice(0, size.images).entries())
      image.push({ topic, files: await make(crayon(), topic.fr, 'fr', seed) });
    const video: Shown[] = [];
    for (const [seed, topic] of MOTIFS.slice(0, size.films).entries())
      video.push({ topic, files: await make(lanterne(), topic.fr, 'fr', seed) });
    const voice: Said[] = [];
    for (const { lang, words } of SPOKEN.slice(0, size.voices)) voice.push({ lang, words, files: await make(voix(), words, lang, 0) });
    return { image, video, voice };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Desk = { readonly store: MediaStore; readonly folder: string; readonly signal: AbortSignal };

async function filesOf({ store, folder, signal }: Desk, engine: Engine, words: string, lang: Lang, seed: number): Promise<readonly File[]> {
  const request = { prompt: words, topic: words, lang, seed, agent: '', instructions: '', model: engine.models[0] ?? '', scale: 1 };
  const context = { job: 'world', attempt: 1, signal, deadline: Date.now() + WITHIN_MS, folder, log: silentLog };
  const files: File[] = [];
  for await (const event of engine.generate(request, context)) {
    if (event.type !== 'artifact') continue;
    const taken = await intake(engine.kind, event.role, event.mime, await readFile(event.path), engine.trained);
    if (!taken.ok) throw new Error(`${engine.id} made what is not taken in: ${taken.code} ${taken.detail ?? ''}`);
    for (const { bytes, ...medium } of taken.value) {
      files.push({ ...medium, sha256: await store.put(bytes, medium.mime), bytes: bytes.byteLength });
    }
  }
  return files;
}
