import type { SKRSContext2D as Ink } from '@napi-rs/canvas';

/** How colours are treated, as people ask for it. */
export type Manner = 'mono' | 'sepia' | 'pastel' | 'vivid';

const WORDS: readonly (readonly [Manner, RegExp])[] = [
  ['mono', /\b(?:noir et blanc|noir & blanc|black and white|black & white|monochrom\w*|fusain|charcoal|encre de chine|graphite)\b/],
  ['sepia', /\b(?:sepia|sanguine|photo ancienne|old photo\w*|vintage)\b/],
  ['pastel', /\b(?:pastels?|delavee?s?|washed[- ]out)\b/],
  ['vivid', /\b(?:couleurs? vives?|vives? couleurs?|vivid|eclatante?s?|satur\w*|flashy|pop art|fauve\w*|fauvis\w*)\b/],
];

export function mannerIn(said: string): Manner | null {
  return WORDS.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** Treats a finished picture in place. */
export function manner(ink: Ink, width: number, height: number, kind: Manner | null): void {
  if (kind === null) return;
  const lay = (mode: Parameters<typeof set>[1], fill: string): void => {
    set(ink, mode);
    ink.fillStyle = fill;
    ink.fillRect(0, 0, width, height);
  };
  ink.save();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  switch (kind) {
    case 'mono':
      lay('saturation', 'rgb(128,128,128)');
      lay('soft-light', 'rgba(120,120,124,0.5)');
      break;
    case 'sepia':
      lay('saturation', 'rgb(128,128,128)');
      lay('color', 'rgba(168,120,70,0.6)');
      break;
    case 'pastel':
      lay('screen', 'rgba(255,240,236,0.3)');
      lay('saturation', 'rgba(128,128,128,0.22)');
      break;
    case 'vivid':
      set(ink, 'overlay');
      ink.globalAlpha = 0.55;
      ink.drawImage(ink.canvas, 0, 0);
      break;
    default:
      kind satisfies never;
  }
  ink.restore();
}

function set(ink: Ink, mode: Ink['globalCompositeOperation']): void {
  ink.globalCompositeOperation = mode;
}
