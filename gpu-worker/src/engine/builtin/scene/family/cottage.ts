import { css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, glow } from '../layer.ts';

/** A small house with a lit window; foot at x, y. */
export function cottage(
  ink: Parameters<NonNullable<Layer['still']>>[0],
  stage: Stage,
  x: number,
  y: number,
  wide: number,
  distance: number,
): void {
  const { random, palette } = stage;
  const wall = palette.lit(mix(hex('#efe3cc'), hsl(random() * 50, 0.4, 0.7), 0.35), distance);
  const snowy = stage.brief.weather === 'snowfall' || stage.brief.season === 'winter';
  const roof = palette.lit(snowy ? hsl(216, 0.25, 0.93) : hsl(8 + random() * 18, 0.5, 0.42), distance);
  const tall = wide * (0.62 + random() * 0.25);
  ink.fillStyle = css(wall);
  ink.fillRect(x - wide / 2, y - tall, wide, tall);
  ink.fillStyle = css(mix(wall, palette.shade, 0.3));
  ink.fillRect(x + wide * 0.2, y - tall, wide * 0.3, tall);
  ink.fillStyle = css(mix(roof, palette.shade, 0.3));
  ink.fillRect(x + wide * 0.18, y - tall - wide * 0.44, wide * 0.12, wide * 0.3);
  ink.fillStyle = css(roof);
  ink.beginPath();
  ink.moveTo(x - wide * 0.6, y - tall + wide * 0.03);
  ink.lineTo(x - wide * 0.28, y - tall - wide * 0.4);
  ink.lineTo(x + wide * 0.3, y - tall - wide * 0.4);
  ink.lineTo(x + wide * 0.6, y - tall + wide * 0.03);
  ink.fill();
  const shining = palette.dark > 0.3;
  ink.fillStyle = shining ? '#ffd98a' : css(mix(wall, palette.shade, 0.62));
  for (const dx of [-0.3, 0.02]) ink.fillRect(x + dx * wide, y - tall * 0.72, wide * 0.15, wide * 0.17);
  ink.fillStyle = css(mix(roof, palette.shade, 0.4));
  ink.fillRect(x + wide * 0.26, y - tall * 0.5, wide * 0.14, tall * 0.5);
  if (shining) glow(ink, x - wide * 0.2, y - tall * 0.6, wide * 0.6, 'rgba(255,214,130,0.4)', 'rgba(255,214,130,0)');
}
