import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
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
import { MOTIFS, SPOKEN } from '../words/motifs.ts';
import type { File, Library, LibrarySize } from './library.ts';

const WITHIN_MS = 120_000;
/** Engines at work at a time, each in a thread of its own. */
const AT_ONCE = 2;

/**
 * Has the built-in engines paint, film and speak the works and keeps their files as an upload's are
 * kept. Equal sizes give equal files. Rejects when an engine fails.
 */
export async function makeLibrary(store: MediaStore, size: LibrarySize): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-works-'));
  const make = (engine: Engine, words: string, lang: Lang, seed: number) => filesOf(store, folder, engine, words, lang, seed);
  try {
    const motifs = [...MOTIFS.entries()];
    return {
      image: await eachOf(motifs.slice(0, size.images), async ([seed, topic]) => ({
        topic,
        files: await make(crayon(), topic.fr, 'fr', seed),
      })),
      video: await eachOf(motifs.slice(0, size.films), async ([seed, topic]) => ({
        topic,
        files: await make(lanterne(), topic.fr, 'fr', seed),
      })),
      voice: await eachOf(SPOKEN.slice(0, size.voices), async ({ lang, words }) => ({
        lang,
        words,
        files: await make(voix(), words, lang, 0),
      })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Results in the order of the items. */
async function eachOf<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results.set(index, await make(item));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return items.flatMap((_, index) => results.get(index) ?? []);
}

async function filesOf(
  store: MediaStore,
  parent: string,
  engine: Engine,
  words: string,
  lang: Lang,
  seed: number,
): Promise<readonly File[]> {
  const folder = join(parent, `${engine.id}-${lang}-${seed}-${words.length}`);
  await mkdir(folder, { recursive: true });
  const request = {
    prompt: words,
    topic: words,
    lang,
    seed,
    agent: '',
    instructions: '',
    model: engine.models[0] ?? '',
    inputs: [],
    scale: 1,
  };
  const signal = AbortSignal.timeout(WITHIN_MS);
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
  await rm(folder, { recursive: true });
  return files;
}
