import { cordX, cordY } from '../cord-curve.ts';
import { rgbOf } from '../colour.ts';
import type { CordState } from '../state.ts';
import { GLYPH_EFFECT } from '../shader/glyph.ts';
import { TAG_BASE, TAG_BOTTOM, TAG_MARGIN, TAG_TOP } from '../shader/tag.ts';
import { compose, type GlyphSource } from './compose.ts';
import { writeGlyph } from './glyph-writer.ts';
import type { TextBlock } from './note-text.ts';

const SIZE = 25;
const WIDTH_MAX = 210;
const PAD = 15;
const INK = 0x3a3232;
const LEAD = 0x3c3a40;
const INK_STRENGTH = 238;
const PAPER = 0xf8f1df;
/** Radians a unit of the string's swing turns the tag about its hole. */
const TURN = 0.0032;
const TURN_MAX = 0.22;
/** Of the whole size. Tags are hung a little askew. */
const TILT = 0.07;

/** Where a string's middle is drawn: its curve, and the wobble that the vertex shader adds there. */
function middleX(cord: CordState): number {
  return cordX(cord, 0.5) + Math.sin(4.5 + cord.seed * 30) * wobble(cord);
}
function middleY(cord: CordState): number {
  return cordY(cord, 0.5) + Math.cos(3.5 + cord.seed * 50) * wobble(cord);
}
function wobble(cord: CordState): number {
  return Math.min(Math.hypot(cord.x1 - cord.x0, cord.y1 - cord.y0), 1600) * 0.0022;
}

/** Sets the name of a string on a paper tag: the paper first, then its letters, in one run. */
export function writeTag(cord: CordState, source: GlyphSource): void {
  eraseTag(cord);
  const { sector } = cord;
  const text = (cord.view.label ?? '').trim();
  if (sector === null || cord.run === null || text === '') return;
  const isPast = Math.max(cord.from?.region.past ?? 0, cord.to?.region.past ?? 0) > 0.5;
  const block: TextBlock = {
    font: 'hand',
    text,
    sizes: [SIZE],
    x: 0,
    y: TAG_BASE,
    width: WIDTH_MAX,
    lines: 1,
    leading: 1,
    ink: isPast ? LEAD : INK,
    strength: INK_STRENGTH,
    effect: isPast ? 'pencil' : 'ink',
  };
  const placed = compose([block], source);
  const last = placed.at(-1);
  if (last === undefined) return;
  const width = last.x + last.glyph.width * last.size;
  cord.tagHalf = width / 2 + PAD;
  const run = sector.tags.take(placed.length + 1);
  const page = sector.tags.page(run.page);
  const anchor = { x: 0, y: 0, rot: 0, halo: PAPER, opacity: 1 };
  for (const [index, one] of placed.entries()) {
    writeGlyph(page, run.start + 1 + index, { ...one, x: one.x - width / 2 }, anchor);
  }
  const word = run.start * (page.stride / 4);
  page.f32[word] = -cord.tagHalf - TAG_MARGIN;
  page.f32[word + 1] = TAG_TOP;
  page.f32[word + 2] = (cord.tagHalf + TAG_MARGIN) * 2;
  page.f32[word + 3] = TAG_BOTTOM - TAG_TOP;
  page.f32[word + 7] = SIZE;
  const half = run.start * (page.stride / 2) + 16;
  page.u16[half] = 0;
  page.u16[half + 1] = 0;
  page.u16[half + 2] = 65535;
  page.u16[half + 3] = 65535;
  const thread = rgbOf(cord.view.colour);
  const byte = run.start * page.stride + 40;
  page.u8[byte] = thread >> 16;
  page.u8[byte + 1] = thread >> 8;
  page.u8[byte + 2] = thread;
  page.u8[byte + 4] = PAPER >> 16;
  page.u8[byte + 5] = (PAPER >> 8) & 255;
  page.u8[byte + 6] = PAPER & 255;
  page.u8[byte + 7] = isPast ? GLYPH_EFFECT.copiedTag : GLYPH_EFFECT.tag;
  cord.tagRun = run;
  cord.tagSheet = sector;
  moveTag(cord);
}

/** The tag goes with its string: four numbers a glyph, nothing allocated. */
export function moveTag(cord: CordState): void {
  const { tagRun: run, tagSheet: sheet } = cord;
  if (run === null || sheet === null) return;
  const page = sheet.tags.page(run.page);
  const words = page.stride / 4;
  const x = middleX(cord) - sheet.x;
  const y = middleY(cord) - sheet.y;
  const turn = Math.max(-TURN_MAX, Math.min(TURN_MAX, -cord.swingX * TURN)) + (cord.seed - 0.5) * TILT;
  for (let slot = run.start; slot < run.start + run.length; slot++) {
    const word = slot * words + 4;
    page.f32[word] = x;
    page.f32[word + 1] = y;
    page.f32[word + 2] = turn;
    page.u8[slot * page.stride + 43] = (slot === run.start ? 255 : INK_STRENGTH) * cord.opacity;
  }
  page.touch(run.start, run.length);
}

export function eraseTag(cord: CordState): void {
  if (cord.tagRun !== null) cord.tagSheet?.tags.free(cord.tagRun);
  cord.tagRun = null;
  cord.tagSheet = null;
  cord.tagHalf = 0;
}

/** Whether a world point lies on the tag. */
export function onTag(cord: CordState, x: number, y: number): boolean {
  if (cord.tagRun === null) return false;
  return Math.abs(x - middleX(cord)) <= cord.tagHalf && y >= middleY(cord) && y - middleY(cord) <= TAG_BOTTOM - TAG_MARGIN;
}
