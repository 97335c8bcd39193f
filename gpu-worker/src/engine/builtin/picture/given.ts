import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas';
import type { EngineInput, EngineRequest } from '../../engine.ts';
import { EngineFailure } from '../../failure.ts';

/** Longer side over shorter; beyond it a picture is cut in its middle. */
const LONGEST = 2;
/** What is bare paper around a picture, as a share of its side. */
const RIM = 0.03;
const PAPER = 'rgb(247,242,230)';

/** The picture a request brings; undefined when it brings none. */
export function givenPicture(request: EngineRequest): EngineInput | undefined {
  return request.inputs.find((input) => input.role === 'image');
}

/**
 * A given picture on a canvas whose longer side is `side` pixels and whose sides are multiples of
 * `step`: what is transparent lies on paper, a rim of paper is cut away. Throws `invalid` when it is no picture.
 */
export async function loadGiven(input: EngineInput, side: number, step: number): Promise<Canvas> {
  const image = await decode(input.path);
  const { width, height } = image;
  if (!(width > 0) || !(height > 0)) throw new EngineFailure('invalid', 'the picture has no size');
  const wide = Math.min(width, height * LONGEST);
  const tall = Math.min(height, width * LONGEST);
  const scale = side / Math.max(wide, tall);
  const fit = (length: number): number => Math.max(step, Math.round((length * scale) / step) * step);
  const canvas = createCanvas(fit(wide), fit(tall));
  const lay = (inset: number): void => {
    const ink = canvas.getContext('2d');
    ink.fillStyle = PAPER;
    ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.imageSmoothingQuality = 'high';
    const [x, y] = [(width - wide) / 2 + wide * inset, (height - tall) / 2 + tall * inset];
    ink.drawImage(image, x, y, wide * (1 - 2 * inset), tall * (1 - 2 * inset), 0, 0, canvas.width, canvas.height);
  };
  lay(0);
  if (isRimmed(canvas)) lay(RIM);
  return canvas;
}

async function decode(path: string): Promise<Image> {
  try {
    return await loadImage(path);
  } catch (thrown) {
    throw new EngineFailure('invalid', `the picture cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** Whether the outermost pixels are all the light colour of paper, as around the pictures made here. */
function isRimmed(canvas: Canvas): boolean {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let paper = 0;
  let all = 0;
  const look = (x: number, y: number): void => {
    const at = (y * width + x) * 4;
    all += 1;
    if (Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) > 205) paper += 1;
  };
  for (let x = 0; x < width; x += 4) for (const y of [1, height - 2]) look(x, Math.max(0, y));
  for (let y = 0; y < height; y += 4) for (const x of [1, width - 2]) look(Math.max(0, x), y);
  return paper / all > 0.96;
}
