import { BufferImageSource, type WebGLRenderer } from 'pixi.js';
import { DistanceField } from '../distance-field.ts';
import { cssFont, type FontName } from '../fonts.ts';
import { uploadRows } from '../gpu/texture-upload.ts';
import { ShelfPacker } from '../shelf-packer.ts';
import { signOf, type Sign } from './signs.ts';

export const GLYPH_SIDE = 2048;
export const FIELD_RANGE = 12;
const EM = 56;
const EMOJI_SIDE = 1024;
const CANVAS = EM * 3;

/** One drawn grapheme. Metrics are in ems, corners in 1/65535 of the atlas. */
export interface Glyph {
  readonly advance: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
  readonly emoji: boolean;
}

class Sheet {
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly source: BufferImageSource;
  readonly packer: ShelfPacker;
  readonly #channels: 1 | 4;
  #from = Infinity;
  #to = -1;

  constructor(side: number, channels: 1 | 4) {
    this.side = side;
    this.#channels = channels;
    this.pixels = new Uint8Array(side * side * channels);
    this.packer = new ShelfPacker(side);
    this.source = new BufferImageSource({
      resource: this.pixels,
      width: side,
      height: side,
      format: channels === 1 ? 'r8unorm' : 'rgba8unorm',
      scaleMode: 'linear',
      alphaMode: 'no-premultiply-alpha',
      autoGarbageCollect: false,
    });
  }

  touch(row: number, rows: number): void {
    this.#from = Math.min(this.#from, row);
    this.#to = Math.max(this.#to, row + rows);
  }

  flush(renderer: WebGLRenderer): number {
    if (this.#to < 0) return 0;
    const bytes = uploadRows(renderer, this.source, this.pixels, this.#from, this.#to, this.#channels);
    this.#from = Infinity;
    this.#to = -1;
    return bytes;
  }
}

/**
 * Any grapheme the browser can draw, as a distance field: crisp at every zoom, and the graffiti's
 * glow comes out of the same field. What the browser draws in colour goes to a second, RGBA sheet.
 * When a sheet is full both are cleared and `generation` rises: all words must be laid out again.
 */
export class GlyphAtlas {
  generation = 0;
  readonly #field = new Sheet(GLYPH_SIDE, 1);
  readonly #colour = new Sheet(EMOJI_SIDE, 4);
  readonly #known = new Map<string, Glyph>();
  readonly #distance = new DistanceField(CANVAS);
  readonly #pen: CanvasRenderingContext2D;

  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = CANVAS;
    canvas.height = CANVAS;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (pen === null) throw new Error('no 2d canvas for glyphs');
    pen.textBaseline = 'alphabetic';
    pen.fillStyle = '#000';
    this.#pen = pen;
  }

  get fieldSource(): BufferImageSource {
    return this.#field.source;
  }

  get emojiSource(): BufferImageSource {
    return this.#colour.source;
  }

  glyph(font: FontName, grapheme: string): Glyph {
    const key = font + grapheme;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const glyph = this.#draw(font, grapheme);
    this.#known.set(key, glyph);
    return glyph;
  }

  flush(renderer: WebGLRenderer): number {
    return this.#field.flush(renderer) + this.#colour.flush(renderer);
  }

  #draw(font: FontName, grapheme: string): Glyph {
    const pen = this.#pen;
    pen.font = cssFont(font, EM);
    const sign = signOf(grapheme);
    const measure = sign === null ? measureText(pen, grapheme) : measureSign(sign);
    const { lead, left, ascent, inkWidth, inkHeight, advance } = measure;
    const width = Math.min(inkWidth + 2 * FIELD_RANGE, CANVAS);
    const height = Math.min(inkHeight + 2 * FIELD_RANGE, CANVAS);
    const empty: Glyph = { advance, x: 0, y: 0, width: 0, height: 0, u0: 0, v0: 0, u1: 0, v1: 0, emoji: false };
    if (inkWidth === 0 || inkHeight === 0 || grapheme.trim() === '') return empty;
    pen.clearRect(0, 0, CANVAS, CANVAS);
    if (sign === null) pen.fillText(grapheme, FIELD_RANGE + left, FIELD_RANGE + ascent);
    else sign.draw(pen, FIELD_RANGE + left, FIELD_RANGE + ascent, EM);
    const image = pen.getImageData(0, 0, width, height).data;
    const emoji = hasColour(image);
    const sheet = emoji ? this.#colour : this.#field;
    let at = sheet.packer.place(width, height);
    if (at === null) {
      this.#startOver();
      at = sheet.packer.place(width, height);
      if (at === null) return empty;
    }
    if (emoji) copyPremultiplied(image, width, height, sheet.pixels, at.x, at.y, sheet.side);
    else this.#distance.write(image, width, height, FIELD_RANGE, sheet.pixels, at.x, at.y, sheet.side);
    sheet.touch(at.y, height);
    const scale = 65535 / sheet.side;
    return {
      advance,
      x: lead + (-left - FIELD_RANGE) / EM,
      y: (-ascent - FIELD_RANGE) / EM,
      width: width / EM,
      height: height / EM,
      u0: at.x * scale,
      v0: at.y * scale,
      u1: (at.x + width) * scale,
      v1: (at.y + height) * scale,
      emoji,
    };
  }

  #startOver(): void {
    this.generation++;
    this.#known.clear();
    this.#field.packer.clear();
    this.#colour.packer.clear();
  }
}

/** Pixels at EM but for `advance` and `lead`, the room before it, which are in ems. */
interface Measure {
  readonly lead: number;
  readonly left: number;
  readonly ascent: number;
  readonly inkWidth: number;
  readonly inkHeight: number;
  readonly advance: number;
}

function measureText(pen: CanvasRenderingContext2D, grapheme: string): Measure {
  const measure = pen.measureText(grapheme);
  const left = Math.ceil(measure.actualBoundingBoxLeft);
  const ascent = Math.ceil(measure.actualBoundingBoxAscent);
  return {
    lead: 0,
    left,
    ascent,
    inkWidth: Math.max(0, Math.ceil(measure.actualBoundingBoxRight) + left),
    inkHeight: Math.max(0, ascent + Math.ceil(measure.actualBoundingBoxDescent)),
    advance: measure.width / EM,
  };
}

function measureSign({ lead, advance, width, ascent, descent }: Sign): Measure {
  return {
    lead,
    left: 0,
    ascent: Math.ceil(ascent * EM),
    inkWidth: Math.ceil(width * EM),
    inkHeight: Math.ceil((ascent + descent) * EM),
    advance,
  };
}

function hasColour(image: Uint8ClampedArray): boolean {
  for (let i = 0; i < image.length; i += 4) {
    if ((image[i + 3] ?? 0) > 128 && (image[i] ?? 0) + (image[i + 1] ?? 0) + (image[i + 2] ?? 0) > 60) return true;
  }
  return false;
}

function copyPremultiplied(
  image: Uint8ClampedArray,
  width: number,
  height: number,
  out: Uint8Array,
  x: number,
  y: number,
  side: number,
): void {
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 4;
      const to = ((y + row) * side + x + column) * 4;
      const alpha = image[from + 3] ?? 0;
      for (let channel = 0; channel < 3; channel++) out[to + channel] = ((image[from + channel] ?? 0) * alpha) / 255;
      out[to + 3] = alpha;
    }
  }
}
