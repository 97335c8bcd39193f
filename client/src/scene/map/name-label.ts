import type { WorldPoint, WorldRect } from '../types.ts';
import type { Glyph } from '../text/glyph-atlas.ts';
import type { GlyphSource } from '../text/compose.ts';
import { graphemes } from '../text/wrap.ts';
import type { LabelBox } from './declutter.ts';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import type { ClaimState, LandmarkState } from './map-state.ts';
import { farGain } from './river-width.ts';
import type { NAME_EFFECT } from './shader/name.ts';

/** No name is longer on the map, graphemes. */
const LONGEST = 32;
/** Height of a line over its em. */
const LINE = 1.06;
const GOLD_INK = 0x4a3208;

/** A line of words set in type: glyphs in ems from its middle, or from its left end. */
export interface Line {
  readonly glyphs: readonly { readonly glyph: Glyph; readonly x: number; readonly y: number }[];
  /** Ems. */
  readonly width: number;
}

export interface NameLabel {
  readonly id: string;
  readonly words: string;
  readonly x: number;
  readonly y: number;
  /** World units at zooms from FAR_ZOOM on; it shrinks with the world but not below `leastPx`. */
  readonly size: number;
  readonly leastPx: number;
  readonly ink: number;
  readonly effect: keyof typeof NAME_EFFECT;
  /** It shrinks as landmarks do. */
  readonly gains: boolean;
  /** Radians. */
  readonly tilt: number;
  /** On the map, or at note zoom. */
  readonly onMap: boolean;
  readonly line: Line;
}

export function setLine(words: string, source: GlyphSource, from: 'middle' | 'left'): Line {
  const letters = graphemes(words.trim());
  const shown = letters.length > LONGEST ? [...letters.slice(0, LONGEST - 1), '…'] : letters;
  const glyphs: { glyph: Glyph; x: number; y: number }[] = [];
  let x = 0;
  for (const letter of shown) {
    const glyph = source.glyph('marker', letter);
    if (glyph.width > 0) glyphs.push({ glyph, x: x + glyph.x, y: glyph.y });
    x += glyph.advance;
  }
  // Letters stand on their baseline; half their height brings the line to its anchor.
  const [dx, dy] = from === 'middle' ? [-x / 2, 0.36] : [0, 0];
  return { glyphs: glyphs.map((one) => ({ glyph: one.glyph, x: one.x + dx, y: one.y + dy })), width: x };
}

/** The owner's name along the upper edge of the plot. */
export function claimLabel(claim: ClaimState, source: GlyphSource): NameLabel {
  const words = claim.view.title ?? '';
  const line = setLine(words, source, 'middle');
  const full = Math.sqrt(Math.min(1, claim.view.notes / PLOT_CAPACITY));
  const mine = claim.view.mine === true;
  return {
    id: `plot ${claim.view.key}`,
    words,
    x: claim.x,
    y: claim.y - claim.reachY * 0.9,
    size: Math.min(430 + 170 * full, (claim.reachX * 1.9) / Math.max(1, line.width)),
    leastPx: mine ? 16 : 11.5 + 3.5 * full,
    ink: claim.rgb,
    effect: 'graffiti',
    gains: false,
    tilt: (claim.seed / 255 - 0.5) * 0.07,
    onMap: true,
    line,
  };
}

/** The name of a plot that is not there yet, where its region will write it. */
export function sketchLabel(claim: ClaimState, source: GlyphSource): NameLabel {
  const words = claim.view.title ?? '';
  const line = setLine(words, source, 'left');
  const room = Math.max(1500, Math.min(claim.reachX * 1.8, 2900));
  return {
    id: `sketch ${claim.view.key}`,
    words,
    x: claim.x - claim.reachX * 0.82,
    y: claim.y - claim.reachY + 18,
    size: Math.max(125, Math.min(190, room / Math.max(1, line.width))),
    leastPx: 0,
    ink: claim.rgb,
    effect: 'graffiti',
    gains: false,
    tilt: (((claim.x * 31 + claim.y * 17) % 7) / 7) * 0.03 - 0.035,
    onMap: false,
    line,
  };
}

/** Pressed into the gold. */
export function landmarkLabel(landmark: LandmarkState, source: GlyphSource): NameLabel {
  const line = setLine(landmark.view.name, source, 'middle');
  return {
    id: `landmark ${landmark.view.id}`,
    words: '',
    x: landmark.view.x,
    y: landmark.view.y,
    size: Math.min(landmark.side * 0.27, (landmark.side * 0.84) / Math.max(1, line.width)),
    leastPx: 0,
    ink: GOLD_INK,
    effect: 'foil',
    gains: true,
    tilt: landmark.rot,
    onMap: true,
    line,
  };
}

/** CSS pixels. */
export function labelPx(label: NameLabel, zoom: number): number {
  return Math.max(label.size * zoom * (label.gains ? farGain(zoom) : 1), label.leastPx);
}

/** Where a label set from its middle stands, in CSS pixels from the view's corner. */
export function labelBox(label: NameLabel, view: WorldRect, zoom: number): LabelBox {
  const px = labelPx(label, zoom);
  const at: WorldPoint = { x: (label.x - view.x) * zoom, y: (label.y - view.y) * zoom };
  const half = (label.line.width * px) / 2;
  // A tilted line is a little higher.
  const tall = (px * LINE) / 2 + Math.abs(label.tilt) * half;
  return { left: at.x - half, top: at.y - tall, right: at.x + half, bottom: at.y + tall };
}
