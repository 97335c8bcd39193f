import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { keep, PICTURES, type Kept } from '../http/keep.ts';
import { mimeOf } from '../http/magic.ts';
import { ffmpeg } from './ffmpeg.ts';

export type Footage = {
  /** An MP4 on disk. */
  readonly path: string;
  readonly seconds: number;
  /** A picture of the film that came along; null when none did. */
  readonly still: Buffer | null;
  readonly seed: number;
};

/** The film's middle frame where ffmpeg is there to take it, else the still that came along, else a drawn card. */
export async function poster(footage: Footage, folder: string, signal: AbortSignal, program: string | null): Promise<Kept> {
  const path = join(folder, 'poster.png');
  const middle = (footage.seconds / 2).toFixed(3);
  if (await ffmpeg(program, ['-ss', middle, '-i', footage.path], ['-frames:v', '1', '-f', 'image2', path], signal)) {
    const taken = await readFile(path).catch(() => null);
    if (taken !== null && mimeOf(taken) === 'image/png') return { path, mime: 'image/png' };
  }
  const mime = footage.still === null ? null : mimeOf(footage.still);
  if (footage.still !== null && PICTURES.some((one) => one === mime)) return keep(folder, 'still', footage.still, PICTURES);
  await writeFile(path, await card(footage.seed));
  return { path, mime: 'image/png' };
}

const SIDE = 512;

/** A dark sheet with a strip of film and a triangle: there is a film, and no picture of it. */
async function card(seed: number): Promise<Buffer> {
  const canvas = createCanvas(SIDE, SIDE);
  const ink = canvas.getContext('2d');
  const hue = (seed >>> 0) % 360;
  const ground = ink.createLinearGradient(0, 0, SIDE, SIDE);
  ground.addColorStop(0, `hsl(${hue} 30% 30%)`);
  ground.addColorStop(1, `hsl(${(hue + 40) % 360} 35% 16%)`);
  ink.fillStyle = ground;
  ink.fillRect(0, 0, SIDE, SIDE);
  ink.fillStyle = 'rgb(0 0 0 / 45%)';
  ink.fillRect(0, 40, SIDE, 52);
  ink.fillRect(0, SIDE - 92, SIDE, 52);
  ink.fillStyle = 'rgb(255 255 255 / 70%)';
  for (let x = 12; x < SIDE; x += 50) {
    ink.fillRect(x, 54, 26, 24);
    ink.fillRect(x, SIDE - 78, 26, 24);
  }
  ink.beginPath();
  ink.moveTo(SIDE * 0.42, SIDE * 0.38);
  ink.lineTo(SIDE * 0.42, SIDE * 0.62);
  ink.lineTo(SIDE * 0.62, SIDE * 0.5);
  ink.closePath();
  ink.fill();
  return canvas.encode('png');
}
