import type { Kind } from '@oto/schema/board/kind';

export type Ink = Kind | 'agent' | 'royalty';

/** CSS px of one tile of strokes. */
const TILE = 9;

/** Of each ink: its colour, and how its strokes lean, so that they are told apart without colours too. */
const INKS: { readonly [I in Ink]: { readonly colour: string; readonly strokes: 'rising' | 'falling' | 'level' | 'upright' } } = {
  text: { colour: '--note-text', strokes: 'rising' },
  image: { colour: '--note-image', strokes: 'falling' },
  video: { colour: '--note-video', strokes: 'level' },
  voice: { colour: '--note-voice', strokes: 'upright' },
  agent: { colour: '--gold', strokes: 'rising' },
  royalty: { colour: '--pencil', strokes: 'falling' },
};

/** What fills and outlines a bar, as a canvas takes it. `css` holds the page's colours. */
export function crayon(ink: Ink, css: CSSStyleDeclaration): { readonly fill: () => CanvasPattern | string; readonly stroke: string } {
  const { colour, strokes } = INKS[ink];
  const base = css.getPropertyValue(colour).trim();
  const dark = css.getPropertyValue('--ink').trim();
  return { fill: () => hatched(base, strokes) ?? base, stroke: dark };
}

function hatched(colour: string, strokes: (typeof INKS)[Ink]['strokes']): CanvasPattern | null {
  const scale = devicePixelRatio;
  const tile = document.createElement('canvas');
  tile.width = Math.max(1, Math.round(TILE * scale));
  tile.height = tile.width;
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  const size = tile.width;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = 'rgb(60 44 20 / 30%)';
  pen.lineWidth = 1.1 * scale;
  pen.beginPath();
  // Strokes reach past the tile, so that they meet those of its neighbours.
  for (const shift of [-size, 0, size]) {
    switch (strokes) {
      case 'rising':
        pen.moveTo(shift - 1, size + 1);
        pen.lineTo(shift + size + 1, -1);
        break;
      case 'falling':
        pen.moveTo(shift - 1, -1);
        pen.lineTo(shift + size + 1, size + 1);
        break;
      case 'level':
        pen.moveTo(0, shift + size / 2);
        pen.lineTo(size, shift + size / 2);
        break;
      case 'upright':
        pen.moveTo(shift + size / 2, 0);
        pen.lineTo(shift + size / 2, size);
        break;
      default:
        return strokes satisfies never;
    }
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat');
}
