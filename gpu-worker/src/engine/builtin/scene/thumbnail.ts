import { createCanvas, type Canvas } from '@napi-rs/canvas';

const SIDE = 256;

/** A small JPEG of the picture as it stands, for people who watch it being made. */
export async function thumbnail(canvas: Canvas): Promise<Uint8Array> {
  const scale = SIDE / Math.max(canvas.width, canvas.height);
  const small = createCanvas(Math.max(1, Math.round(canvas.width * scale)), Math.max(1, Math.round(canvas.height * scale)));
  const ink = small.getContext('2d');
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(canvas, 0, 0, small.width, small.height);
  return small.encode('jpeg', 62);
}
