import { writeFile } from 'node:fs/promises';
import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { join } from 'node:path';
import h264 from 'h264-mp4-encoder';
import type { EngineEvent, EngineRequest } from '../../engine.ts';
import { thumbnail } from '../scene/thumbnail.ts';
import { faststart } from './faststart.ts';
import { TOKENS } from './price.ts';
import { reelOf } from './reel.ts';

const RATE = 24;
const SECONDS = 4;
const FRAMES = RATE * SECONDS;
/** The camera at rest, so that the poster shows what a picture of the same prompt shows. */
const POSTER_FRAME = FRAMES / 2;

/** The prompt's scene, or the given picture, in motion: 4 s of H.264 at 24 frames a second, and a poster. */
export async function* film(request: EngineRequest, folder: string): AsyncGenerator<EngineEvent> {
  const reel = await reelOf(request);
  const { width, height } = reel.canvas;
  const total = FRAMES + reel.parts;
  let done = 0;
  while (reel.prepare() !== null) {
    done += 1;
    yield { type: 'progress', value: done, max: total, stage: 'painting' };
  }
  const encoder = await h264.createH264MP4Encoder();
  try {
    encoder.width = width;
    encoder.height = height;
    encoder.frameRate = RATE;
    encoder.quantizationParameter = 26;
    encoder.groupOfPictures = RATE;
    encoder.speed = 5;
    encoder.initialize();
    const ink = reel.canvas.getContext('2d');
    const posterPath = join(folder, 'poster.png');
    for (let frame = 0; frame < FRAMES; frame++) {
      reel.draw(frame / FRAMES);
      const { data } = ink.getImageData(0, 0, width, height);
      encoder.addFrameRgba(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      yield { type: 'progress', value: done + frame + 1, max: total, stage: 'filming' };
      if (frame === 0 || frame === POSTER_FRAME) yield { type: 'preview', bytes: await thumbnail(reel.canvas), mime: 'image/jpeg' };
      if (frame === POSTER_FRAME) await writeFile(posterPath, await reel.canvas.encode('png'));
      await yieldToLoop();
    }
    encoder.finalize();
    const path = join(folder, 'film.mp4');
    await writeFile(path, faststart(encoder.FS.readFile(encoder.outputFilename)));
    yield { type: 'artifact', role: 'main', path, mime: 'video/mp4', meta: { width, height, seconds: SECONDS } };
    yield { type: 'artifact', role: 'poster', path: posterPath, mime: 'image/png', meta: { width, height } };
  } finally {
    encoder.delete();
  }
  yield { type: 'usage', tokens: TOKENS };
  yield { type: 'done' };
}
