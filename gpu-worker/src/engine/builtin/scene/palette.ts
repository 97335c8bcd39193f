import type { Brief } from './brief.ts';
import { hex, hsl, mix, tinted, type Colour } from './colour.ts';
import type { Season, Time } from './words.ts';

/** One light for a whole picture. */
export type Palette = {
  readonly skyTop: Colour;
  readonly skyMid: Colour;
  readonly skyLow: Colour;
  /** Sun or moon, and what they touch. */
  readonly light: Colour;
  /** What shadows turn to. */
  readonly shade: Colour;
  /** How far things lose their own colour to the shade: 0 by day, near 1 at night. */
  readonly dark: number;
  readonly accent: Colour;
  readonly accent2: Colour;
  /** What grows, in its season. */
  readonly grass: Colour;
  readonly leaf: Colour;
  /** A thing's own colour under this light; `distance` 0 near .. 1 far fades it into the air. */
  lit(own: Colour, distance: number): Colour;
};

type Light = {
  readonly top: string;
  readonly mid: string;
  readonly low: string;
  readonly light: string;
  readonly shade: string;
  readonly dark: number;
};

const LIGHTS: { readonly [T in Time]: Light } = {
  dawn: { top: '#7487b8', mid: '#e6b7b4', low: '#fce6c4', light: '#fff3d6', shade: '#4a4a78', dark: 0.2 },
  day: { top: '#3f86bd', mid: '#8fc3de', low: '#f3f0da', light: '#fffbe6', shade: '#2c4a6a', dark: 0.04 },
  sunset: { top: '#46406f', mid: '#dd6f63', low: '#ffcb80', light: '#fff0bd', shade: '#3a2450', dark: 0.34 },
  dusk: { top: '#252b5c', mid: '#77598f', low: '#eba58e', light: '#ffe3c0', shade: '#1f1f48', dark: 0.5 },
  night: { top: '#0a1230', mid: '#1b2c5c', low: '#4a5c8c', light: '#f6f2df', shade: '#080f2a', dark: 0.74 },
};

const GROWTH: { readonly [S in Season]: readonly [grass: string, leaf: string] } = {
  spring: ['#7fb04c', '#8dbb57'],
  summer: ['#6d9a4a', '#4c8a44'],
  autumn: ['#a8994c', '#c8702c'],
  winter: ['#e4ebf4', '#857a70'],
};

const GREY: Light = { top: '#5c6a78', mid: '#8c9aa2', low: '#c9cdc8', light: '#eef0ea', shade: '#333f4e', dark: 0.26 };

const STORM: Light = { top: '#2b3444', mid: '#566172', low: '#b4b5a8', light: '#f0efe0', shade: '#232b3c', dark: 0.36 };

export function paletteOf(brief: Brief, random: () => number): Palette {
  const base = LIGHTS[brief.time];
  const grey = brief.storm ? 0.8 : brief.weather === 'rain' ? 0.6 : brief.weather === 'mist' || brief.weather === 'snowfall' ? 0.35 : 0;
  const cover = brief.storm ? STORM : GREY;
  const darkSky = brief.time === 'night' ? 0.35 : 1;
  const veil = (own: string, other: string): Colour => mix(hex(own), hex(other), grey * darkSky);
  const [hue, second] = brief.hues;
  const shift = hue === undefined ? 0 : 0.34;
  const named = hue ?? random() * 360;
  const tint = (colour: Colour, share: number): Colour => (hue === undefined ? colour : tinted(colour, hue, share));
  const skyLow = tint(veil(base.low, cover.low), shift * 0.6);
  const shade = tint(veil(base.shade, cover.shade), shift);
  const light = veil(base.light, cover.light);
  const haze = brief.weather === 'mist' ? 1.25 : 1;
  const [grass, leaf] = GROWTH[brief.season ?? 'summer'];
  return {
    skyTop: tint(veil(base.top, cover.top), shift),
    skyMid: tint(veil(base.mid, cover.mid), shift),
    skyLow,
    light,
    shade,
    dark: brief.storm ? Math.max(base.dark, STORM.dark) : base.dark,
    accent: hsl(named, 0.68, 0.56),
    accent2: hsl(second ?? named + 30 + Math.floor(random() * 4) * 50, 0.62, 0.58),
    grass: hex(grass),
    leaf: hex(leaf),
    lit: (own, distance) => {
      const shaded = mix(mix(own, light, 0.1 * (1 - base.dark)), shade, base.dark * 0.9);
      return mix(shaded, mix(skyLow, light, 0.12), Math.min(0.93, distance * haze));
    },
  };
}
