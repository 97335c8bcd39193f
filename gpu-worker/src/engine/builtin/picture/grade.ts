import type { Canvas } from '@napi-rs/canvas';
import type { Brief } from '../scene/brief.ts';
import { hsl, mix, type Colour } from '../scene/colour.ts';
import type { Palette } from '../scene/palette.ts';
import type { Time } from '../scene/words.ts';
import { meanLight, rasterOf } from './raster.ts';

/** How light a picture is at its time of day: it is brought toward this, so that a night picture is not darkened twice. */
const LIGHTNESS: { readonly [T in Time]: number } = { dawn: 0.6, day: 0.62, sunset: 0.48, dusk: 0.36, night: 0.24 };

/** Regrades a picture in place to the time, weather, season and colours that the words say; what they leave unsaid stays. */
export function grade(canvas: Canvas, brief: Brief, palette: Palette): void {
  const { width, height } = canvas;
  const hue = brief.hues[0];
  const wet = brief.said.weather && (brief.weather === 'rain' || brief.weather === 'snowfall' || brief.weather === 'mist');
  if (!brief.said.time && !wet && hue === undefined && brief.season === null) return;
  const ink = canvas.getContext('2d');
  const image = ink.getImageData(0, 0, width, height);
  const { data } = image;
  const mean = Math.min(0.95, Math.max(0.05, meanLight(rasterOf(canvas))));
  const aim = LIGHTNESS[brief.time];
  const wanted = brief.said.time ? Math.log(aim + (mean - aim) * 0.3) / Math.log(mean) : 1;
  const gamma = Math.min(2.4, Math.max(0.5, wanted));
  const curve = Float32Array.from({ length: 256 }, (_, i) => (i / 255) ** gamma);
  const grey = wet ? (brief.weather === 'rain' ? 0.35 : 0.25) : 0;
  const haze = brief.said.weather && brief.weather === 'mist' ? 0.42 : 0;
  const toned = brief.said.time ? (brief.time === 'night' ? 0.62 : 0.44) : 0;
  const named: Colour | null = hue === undefined ? null : hsl(hue, 0.62, 0.5);
  const air = palette.skyLow;
  const shade = mix(palette.shade, palette.skyMid, 0.45);
  const light = mix(palette.light, air, brief.time === 'night' ? 0.82 : 0.5);
  for (let y = 0, at = 0; y < height; y++) {
    // Mist lies low.
    const veil = haze * (0.35 + 0.65 * Math.min(1, (y / height) * 1.4));
    for (let x = 0; x < width; x++, at += 4) {
      const [r0, g0, b0] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const before = (r0 * 0.299 + g0 * 0.587 + b0 * 0.114) / 255;
      const after = curve[Math.round(before * 255)] ?? before;
      const gain = before > 0.004 ? after / before : 1;
      let [r, g, b] = [r0 * gain, g0 * gain, b0 * gain];
      const level = after * 255;
      if (brief.season !== null) [r, g, b] = inSeason(brief.season, r, g, b, level);
      r += (level - r) * grey;
      g += (level - g) * grey;
      b += (level - b) * grey;
      if (toned > 0) {
        // Shadows take the colour of the hour's shade, lights that of its light.
        const share = toned * (0.55 + 0.45 * Math.abs(after - 0.5) * 2);
        r += (after * light[0] + (1 - after) * shade[0] - r) * share;
        g += (after * light[1] + (1 - after) * shade[1] - g) * share;
        b += (after * light[2] + (1 - after) * shade[2] - b) * share;
      }
      if (named) {
        const weight = 0.34 * (1 - Math.abs(after - 0.5));
        const lift = after + 0.2;
        r += (named[0] * lift - r) * weight;
        g += (named[1] * lift - g) * weight;
        b += (named[2] * lift - b) * weight;
      }
      data[at] = r + (air[0] - r) * veil;
      data[at + 1] = g + (air[1] - g) * veil;
      data[at + 2] = b + (air[2] - b) * veil;
    }
  }
  ink.putImageData(image, 0, 0);
}

/** Greens turn with the season; the rest keeps its colour. */
function inSeason(season: NonNullable<Brief['season']>, r: number, g: number, b: number, level: number): [number, number, number] {
  const green = Math.max(0, Math.min(1, (g - Math.max(r * 0.985, b)) / 28));
  switch (season) {
    case 'autumn':
      return [r + (level * 1.34 - r) * green, g + (level * 0.8 - g) * green, b + (level * 0.36 - b) * green];
    case 'winter': {
      const snow = Math.min(1, green + Math.max(0, (r - b) / 255) * 0.5);
      const white = Math.min(252, level * 0.5 + 146);
      return [r + (white * 0.95 - r) * snow, g + (white * 0.98 - g) * snow, b + (white - b) * snow];
    }
    case 'spring':
      return [r + (level * 0.95 - r) * green * 0.6 + 5, g + (level * 1.2 - g) * green * 0.6, b + (level * 0.6 - b) * green * 0.6 + 4];
    case 'summer':
      return [r * 1.05 + 4, g * 1.02 + 3, b * 0.94];
    default:
      return season satisfies never;
  }
}
