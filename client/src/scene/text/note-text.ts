import type { NoteView } from '../types.ts';
import { SIGN } from './signs.ts';
import type { FontName } from '../fonts.ts';
import type { GLYPH_EFFECT } from '../shader/glyph.ts';

/** A block of words on a note, in units from the note's centre, before rotation. */
export interface TextBlock {
  readonly font: FontName;
  readonly text: string;
  /** Tried in turn until the text fits in its lines; the last is cut with an ellipsis. */
  readonly sizes: readonly number[];
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly width: number;
  readonly lines: number;
  /** Lines end at `x` + `width`; they begin at `x` unless said. */
  readonly end?: true;
  /** Share of the size. */
  readonly leading: number;
  readonly ink: number;
  /** 0 to 255. */
  readonly strength: number;
  readonly effect: keyof typeof GLYPH_EFFECT;
  /** Drawn on from the end of the block before it, this far below its last baseline. */
  readonly after?: number;
}

const INK = 0x30262c;
const SOFT_INK = 0x3a3232;
const GOLD_INK = 0x4a2c06;
const GOLD_SOFT_INK = 0x573810;
const LEAD = 0x3c3a40;

/** What is written on a note; in lead where the past is shown. Measures are those of a note of 200 units; an agent's of 240. */
export function noteText(view: NoteView, past = false): TextBlock[] {
  const scale = view.size / (view.kind === 'agent' ? 240 : 200);
  const blocks = view.ghost === undefined ? [...finished(view), ...counted(view)] : pending(view, view.ghost);
  const inked = blocks.filter((block) => block.text.trim() !== '');
  const written = past ? inked.map((block) => ({ ...block, ink: LEAD, effect: 'pencil' as const })) : inked;
  if (scale === 1) return written;
  return written.map((block) => ({
    ...block,
    sizes: block.sizes.map((size) => size * scale),
    x: block.x * scale,
    y: block.y * scale,
    width: block.width * scale,
    ...(block.after === undefined ? {} : { after: block.after * scale }),
  }));
}

function finished(view: NoteView): TextBlock[] {
  const title = { font: 'marker', text: view.title, ink: INK, strength: 238, effect: 'ink' } as const;
  const body = { font: 'hand', ink: SOFT_INK, strength: 228, effect: 'ink' } as const;
  switch (view.kind) {
    case 'agent':
      return [
        { ...title, effect: 'foil', ink: GOLD_INK, sizes: [44, 38, 32, 27, 23], x: -90, y: -12, width: 182, lines: 1, leading: 1 },
        {
          ...body,
          effect: 'foil',
          ink: GOLD_SOFT_INK,
          strength: 238,
          text: view.subtitle ?? '',
          sizes: [27, 24, 21],
          x: -88,
          y: 24,
          width: 176,
          lines: 1,
          leading: 1,
        },
        {
          ...body,
          effect: 'foil',
          ink: GOLD_SOFT_INK,
          text: view.excerpt ?? '',
          sizes: [23, 21, 19],
          x: -88,
          y: 57,
          width: 180,
          lines: 2,
          leading: 1.1,
        },
      ];
    case 'text':
      return [
        { ...title, sizes: [20, 18, 16], x: -80, y: -42, width: 164, lines: 2, leading: 1.12 },
        { ...body, text: view.excerpt ?? '', sizes: [18, 16.5], x: -80, y: -42, after: 25, width: 164, lines: 5, leading: 1 },
      ];
    case 'image':
    case 'video':
      return [
        { ...body, ink: 0x2a2224, strength: 238, text: view.title, sizes: [24, 21, 19], x: -78, y: 79, width: 160, lines: 1, leading: 1 },
      ];
    case 'voice':
      return [
        { ...title, sizes: [21, 18.5, 16.5], x: -80, y: -42, width: 164, lines: 2, leading: 1.1 },
        { ...body, text: view.subtitle ?? clock(view.durationMs), sizes: [21], x: -80, y: 80, width: 160, lines: 1, leading: 1 },
      ];
    default:
      return view.kind satisfies never;
  }
}

/** What people made of it, pencilled small beside the pin. */
function counted({ counts, kind }: NoteView): TextBlock[] {
  if (counts === undefined) return [];
  const signs = [SIGN.heart, SIGN.said, SIGN.star] as const;
  const numbers = [counts.likes, counts.comments, counts.votes];
  const text = numbers.flatMap((n, index) => (n > 0 ? `${signs[index]}${few(n)}` : [])).join('');
  const isAgent = kind === 'agent';
  return [
    {
      font: 'hand',
      text,
      sizes: [18, 16, 14],
      x: isAgent ? -88 : 12,
      y: isAgent ? -88 : -74,
      width: isAgent ? 76 : 80,
      end: true,
      lines: 1,
      leading: 1,
      ink: isAgent ? GOLD_SOFT_INK : LEAD,
      strength: 205,
      effect: isAgent ? 'foil' : 'pencil',
    },
  ];
}

/** A number that fits in a corner: 999, 1k, 12k. */
function few(n: number): string {
  return n < 1000 ? String(n) : `${Math.floor(n / 1000)}k`;
}

function pending(view: NoteView, ghost: NonNullable<NoteView['ghost']>): TextBlock[] {
  const lead = { ink: LEAD, strength: 235, effect: 'pencil' } as const;
  return [
    ...(view.thumbUrl === undefined
      ? [
          { ...lead, font: 'marker' as const, text: view.title, sizes: [19, 17, 15], x: -80, y: -44, width: 162, lines: 2, leading: 1.12 },
          {
            ...lead,
            font: 'hand' as const,
            text: ghost.text ?? '',
            sizes: [17.5],
            x: -80,
            y: -44,
            after: 25,
            width: 162,
            lines: 4,
            leading: 1,
          },
        ]
      : []),
    { ...lead, font: 'hand', text: ghost.phase, sizes: [20, 17], x: -80, y: 83, width: 112, lines: 1, leading: 1 },
    { ...lead, font: 'marker', text: `${Math.round(ghost.pct)} %`, sizes: [19], x: 36, y: 84, width: 62, lines: 1, leading: 1 },
  ];
}

function clock(durationMs: number | undefined): string {
  if (durationMs === undefined) return '';
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
