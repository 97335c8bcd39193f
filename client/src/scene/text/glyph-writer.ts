import { rgbOf } from '../colour.ts';
import type { InstanceLayer } from '../gpu/instance-layer.ts';
import type { InstancePage } from '../gpu/instance-page.ts';
import { onNote } from '../note-state.ts';
import type { Run } from '../run-allocator.ts';
import { GLYPH_EFFECT } from '../shader/glyph.ts';
import { compose, type GlyphSource, type PlacedGlyph } from './compose.ts';
import { noteText, type TextBlock } from './note-text.ts';
import type { NoteState, RegionState } from '../state.ts';

interface Anchor {
  /** Relative to the sector. */
  readonly x: number;
  readonly y: number;
  readonly rot: number;
  readonly halo: number;
  readonly opacity: number;
}

const GOLD_HALO = 0xe3b449;

export function writeGlyph(page: InstancePage, slot: number, placed: PlacedGlyph, anchor: Anchor): void {
  const { glyph, size, block } = placed;
  const word = slot * (page.stride / 4);
  const { f32, u16, u8 } = page;
  f32[word] = placed.x;
  f32[word + 1] = placed.y;
  f32[word + 2] = glyph.width * size;
  f32[word + 3] = glyph.height * size;
  f32[word + 4] = anchor.x;
  f32[word + 5] = anchor.y;
  f32[word + 6] = anchor.rot;
  f32[word + 7] = size;
  const half = slot * (page.stride / 2) + 16;
  u16[half] = glyph.u0;
  u16[half + 1] = glyph.v0;
  u16[half + 2] = glyph.u1;
  u16[half + 3] = glyph.v1;
  const byte = slot * page.stride + 40;
  u8[byte] = block.ink >> 16;
  u8[byte + 1] = block.ink >> 8;
  u8[byte + 2] = block.ink;
  u8[byte + 3] = block.strength * anchor.opacity;
  u8[byte + 4] = anchor.halo >> 16;
  u8[byte + 5] = anchor.halo >> 8;
  u8[byte + 6] = anchor.halo;
  u8[byte + 7] = glyph.emoji ? GLYPH_EFFECT.emoji : GLYPH_EFFECT[block.effect];
}

function writeAll(layer: InstanceLayer, placed: readonly PlacedGlyph[], anchor: Anchor): Run | null {
  if (placed.length === 0) return null;
  const run = layer.take(placed.length);
  const page = layer.page(run.page);
  placed.forEach((one, index) => writeGlyph(page, run.start + index, one, anchor));
  page.touch(run.start, run.length);
  return run;
}

/** Words on a note. Glyphs that lie under a note of `covers` are left out. */
export function writeNoteText(note: NoteState, covers: readonly NoteState[], source: GlyphSource): void {
  eraseNoteText(note);
  const c = Math.cos(note.rot);
  const s = Math.sin(note.rot);
  const placed = compose(noteText(note.view, note.region.past > 0.5), source).filter(({ glyph, size, x, y }) => {
    if (covers.length === 0) return true;
    const lx = x + (glyph.width * size) / 2;
    const ly = y + (glyph.height * size) / 2;
    return !covers.some((cover) => onNote(cover, note.x + c * lx - s * ly, note.y + s * lx + c * ly, 3));
  });
  const halo = note.view.kind === 'agent' ? GOLD_HALO : note.rgb;
  note.textRun = writeAll(note.sector.text, placed, {
    x: note.x - note.sector.x,
    y: note.y - note.sector.y,
    rot: note.rot,
    halo,
    opacity: note.opacity,
  });
}

export function eraseNoteText(note: NoteState): void {
  if (note.textRun !== null) note.sector.text.free(note.textRun);
  note.textRun = null;
}

/** The words go with the note: four numbers a glyph, nothing allocated. */
export function moveNoteText(note: NoteState): void {
  const run = note.textRun;
  if (run === null) return;
  const page = note.sector.text.page(run.page);
  const words = page.stride / 4;
  const x = note.x - note.sector.x;
  const y = note.y - note.sector.y;
  for (let slot = run.start; slot < run.start + run.length; slot++) {
    const word = slot * words + 4;
    page.f32[word] = x;
    page.f32[word + 1] = y;
    page.f32[word + 2] = note.rot;
  }
  page.touch(run.start, run.length);
}

/** A plot's name, sprayed along the top of its outline. */
export function writeRegionName(region: RegionState, source: GlyphSource): void {
  const { sector, view } = region;
  if (region.name !== null) sector.graffiti.free(region.name);
  region.name = null;
  const tilt = (((region.x * 31 + region.y * 17) % 7) / 7) * 0.03 - 0.035;
  const width = Math.max(1500, Math.min(region.reachX * 1.8, 2900));
  const block: TextBlock = {
    font: 'marker',
    text: (view.title ?? '').slice(0, 40),
    sizes: [190, 165, 145, 125],
    x: 0,
    y: 0,
    width,
    lines: 1,
    leading: 1,
    ink: rgbOf(view.tint),
    strength: region.past > 0.5 ? 120 : 255,
    effect: region.past > 0.5 ? 'pencil' : 'graffiti',
  };
  const placed = compose([block], source);
  region.name = writeAll(sector.graffiti, placed, {
    x: region.x - sector.x - region.reachX * 0.82,
    y: region.y - sector.y - region.reachY + 18,
    rot: tilt,
    halo: 0,
    opacity: 1,
  });
}
