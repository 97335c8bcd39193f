import type { ChartLook } from './chart-drawing.ts';
import type { Rgb } from './chart-ink.ts';

/** Diluted ink of each theme; the pencil and the paper are the page's own. */
const WASH: { readonly light: Rgb; readonly dark: Rgb } = { light: [58, 74, 104], dark: [158, 178, 212] };

/** A red pencil. */
const VIEW = { light: '#c83430', dark: '#ff8f7d' } as const;

/** Read from the page's colours as they are now. */
export function readLook(): ChartLook {
  const style = getComputedStyle(document.documentElement);
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    pencil: hexRgb(style.getPropertyValue('--ink').trim()) ?? (isDark ? [241, 235, 222] : [45, 42, 38]),
    wash: isDark ? WASH.dark : WASH.light,
    strength: isDark ? 0.72 : 0.95,
    view: VIEW[isDark ? 'dark' : 'light'],
    paper: style.getPropertyValue('--card').trim() || 'white',
    font: `600 12px ${style.getPropertyValue('--hand').trim() || 'cursive'}`,
  };
}

function hexRgb(colour: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  return match ? [parseInt(match[1] ?? '', 16), parseInt(match[2] ?? '', 16), parseInt(match[3] ?? '', 16)] : null;
}
