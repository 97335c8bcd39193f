import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import h264 from 'h264-mp4-encoder';
import { EngineFailure } from '../failure.ts';
import type { Size } from '../http/place.ts';
import { declaredSize } from '../picture/size.ts';
import type { RawFilm } from './finish.ts';

const MOST_FRAMES = 1000;
const MOST_SIDE = 2048;
const RATE = 16;
const QUALITY = 24;

export type Avi = { readonly rate: number | null; readonly frames: readonly Buffer[] };

/** The JPEG frames of a Motion-JPEG AVI, in order, and its frames a second. Throws EngineFailure for anything else. */
export function aviFrames(file: Buffer): Avi {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'AVI ')
    throw new EngineFailure('protocol', 'the film is neither MP4 nor AVI');
  const frames: Buffer[] = [];
  let rate: number | null = null;
  const walk = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to;) {
      const name = file.toString('latin1', at, at + 4);
      const length = file.readUInt32LE(at + 4);
      const start = at + 8;
      const end = start + length;
      if (end > to) return;
      if (name === 'LIST') walk(start + 4, end);
      // The main header begins with microseconds a frame.
      else if (name === 'avih' && length >= 4 && file.readUInt32LE(start) > 0) rate = 1e6 / file.readUInt32LE(start);
      else if (/^\d\dd[bc]$/u.test(name) && length > 0) frames.push(file.subarray(start, end));
      // Chunks are padded to even lengths.
      at = end + (length & 1);
    }
  };
  walk(12, file.length);
  if (frames.length === 0 || frames.length > MOST_FRAMES) throw new EngineFailure('protocol', `an AVI of ${frames.length} frames`);
  return { rate, frames };
}

/** Films a Motion-JPEG AVI anew as H.264 in MP4, with its middle frame as the still. */
export async function filmOfAvi(file: Buffer, wantedRate: number | undefined, signal: AbortSignal): Promise<RawFilm> {
  const { rate, frames } = aviFrames(file);
  const size = evenSize(frames);
  const encoder = await h264.createH264MP4Encoder();
  try {
    encoder.width = size.width;
    encoder.height = size.height;
    encoder.frameRate = Math.max(1, Math.round(rate ?? wantedRate ?? RATE));
    encoder.quantizationParameter = QUALITY;
    encoder.groupOfPictures = encoder.frameRate;
    encoder.initialize();
    const canvas = createCanvas(size.width, size.height);
    const ink = canvas.getContext('2d');
    for (const frame of frames) {
      signal.throwIfAborted();
      ink.drawImage(await loadImage(frame), 0, 0);
      const { data } = ink.getImageData(0, 0, size.width, size.height);
      encoder.addFrameRgba(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      await yieldToLoop();
    }
    encoder.finalize();
    return { film: Buffer.from(encoder.FS.readFile(encoder.outputFilename)), still: frames[frames.length >> 1] ?? null };
  } finally {
    encoder.delete();
  }
}

/** All frames declare one size, within bounds; the encoder wants even sides. Nothing is decoded before that is known. */
function evenSize(frames: readonly Buffer[]): Size {
  const sizes = frames.map((frame) => declaredSize(frame));
  const [first] = sizes;
  if (!first || sizes.some((size) => size?.width !== first.width || size.height !== first.height))
    throw new EngineFailure('protocol', 'the frames of the AVI are no pictures of one size');
  if (first.width > MOST_SIDE || first.height > MOST_SIDE || first.width < 16 || first.height < 16)
    throw new EngineFailure('protocol', `an AVI of ${first.width} x ${first.height}`);
  return { width: first.width & ~1, height: first.height & ~1 };
}
