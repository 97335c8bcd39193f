import type { FontName } from '../fonts.ts';
import type { Glyph } from './glyph-atlas.ts';
import type { TextBlock } from './note-text.ts';
import { wrap } from './wrap.ts';

/** A glyph where it stands: its box in units from the note's centre. */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly block: TextBlock;
}

/** No note carries more words than this. */
export const MOST_GLYPHS = 320;

export interface GlyphSource {
  glyph(font: FontName, grapheme: string): Glyph;
}

/** Sets blocks in type: chooses sizes, breaks lines, places every visible glyph. */
export function compose(blocks: readonly TextBlock[], source: GlyphSource): PlacedGlyph[] {
  const placed: PlacedGlyph[] = [];
  let baseline = 0;
  for (const block of blocks) {
    const advance = (grapheme: string): number => source.glyph(block.font, grapheme).advance;
    let lines: string[][] = [];
    let size = 0;
    for (size of block.sizes) {
      lines = wrap(block.text, { width: block.width / size, lines: block.lines }, advance);
      if (lines.at(-1)?.at(-1) !== '…') break;
    }
    let y = block.after === undefined ? block.y : baseline + block.after;
    for (const line of lines) {
      let x = block.end ? block.x + block.width - size * line.reduce((sum, one) => sum + advance(one), 0) : block.x;
      for (const grapheme of line) {
        const glyph = source.glyph(block.font, grapheme);
        if (glyph.width > 0 && placed.length < MOST_GLYPHS)
          placed.push({ glyph, x: x + glyph.x * size, y: y + glyph.y * size, size, block });
        x += glyph.advance * size;
      }
      baseline = y;
      y += size * block.leading;
    }
  }
  return placed;
}
