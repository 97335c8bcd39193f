/** Small pencil drawings that stand among words, as code points that no font has. */
export const SIGN = { heart: '\uE0A1', star: '\uE0A2', said: '\uE0A3' } as const;

/** Strokes in hundredths of an em, x to the right from the pen, y down to the baseline at 0. */
const STROKES: Readonly<Record<string, string>> = {
  [SIGN.heart]: 'M33 -6 C18 -20 5 -31 6 -45 C7 -58 25 -61 33 -46 C39 -61 58 -60 60 -45 C61 -31 47 -19 32 -5',
  [SIGN.star]: 'M33 -62 L41 -42 L63 -40 L46 -26 L52 -4 L33 -16 L14 -4 L20 -26 L3 -40 L25 -42 Z',
  [SIGN.said]: 'M20 -12 C4 -16 2 -52 18 -58 C32 -63 58 -62 62 -48 C66 -30 60 -16 38 -13 L20 2 L22 -12 Z',
};

/** Thickness of the pencil, in ems. */
const LINE = 0.075;

export interface Sign {
  /** Ems. */
  readonly advance: number;
  /** Room before it. */
  readonly lead: number;
  readonly width: number;
  readonly ascent: number;
  readonly descent: number;
  /** Draws it with the pen's point at (x, y) on the baseline; `em` in pixels. */
  readonly draw: (pen: CanvasRenderingContext2D, x: number, y: number, em: number) => void;
}

/** Null for everything that a font draws. */
export function signOf(grapheme: string): Sign | null {
  const strokes = STROKES[grapheme];
  if (strokes === undefined) return null;
  return {
    advance: 1,
    lead: 0.24,
    width: 0.7,
    ascent: 0.7,
    descent: 0.06,
    draw(pen, x, y, em) {
      pen.save();
      pen.translate(x, y);
      pen.scale(em / 100, em / 100);
      pen.lineWidth = LINE * 100;
      pen.lineJoin = 'round';
      pen.lineCap = 'round';
      pen.strokeStyle = '#000';
      pen.stroke(new Path2D(strokes));
      pen.restore();
    },
  };
}
