import { createCanvas, type Canvas } from '@napi-rs/canvas';

const SIDE = 256;

/** A small JPEG of the picture as it stands, for people who watch it being made. */
export async function thumbnail(canvas: Canvas): Promise<Uint8Array> {
  const small = createCanvas(SIDE, SIDE);
  const ink = small.getContext('2d');
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(canvas, 0, 0, SIDE, SIDE);
  return small.encode('jpeg', 62);
}
