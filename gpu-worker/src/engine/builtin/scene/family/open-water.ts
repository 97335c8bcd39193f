import { css, hex, mix } from '../colour.ts';
import type { Layer, Stage } from '../layer.ts';
import type { Luminary } from '../sky.ts';
import { rippling } from '../wind.ts';

const SEA = hex('#2f7896');
const DEEP = hex('#123a5c');

/** Open water to the bottom of the frame, with strokes that lengthen toward us and a road of light. */
export function waterLayers(stage: Stage, horizon: number, sun: Luminary): Layer[] {
  const { size, margin, palette, random, noise } = stage;
  const top = mix(palette.skyLow, palette.lit(SEA, 0.2), 0.55);
  const foot = palette.lit(DEEP, 0.03);
  const glints = Array.from({ length: 190 }, () => ({
    v: random() ** 1.5,
    u: random() + random() - 1,
    phase: random() * 7,
    pace: 1 + Math.floor(random() * 3),
  }));
  const swells = Array.from({ length: 150 }, () => ({ v: random(), x: random(), phase: random() * 7, bright: random() }));
  return [
    {
      name: 'water',
      depth: 0.12,
      brush: 0.6,
      bend: rippling(stage.brief, horizon),
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, horizon * size, 0, size);
        gradient.addColorStop(0, css(top));
        gradient.addColorStop(0.3, css(mix(top, foot, 0.5)));
        gradient.addColorStop(1, css(foot));
        ink.fillStyle = gradient;
        ink.fillRect(-margin, horizon * size, size + 2 * margin, size + margin);
        for (let i = 0; i < 620; i++) {
          const v = random();
          const y = size * (horizon + v * v * (1 - horizon + 0.1));
          const x = -margin + random() * (size + 2 * margin);
          const wide = size * (0.02 + 0.13 * v) * (0.4 + random());
          const tone =
            noise((x / size) * 2, v * 6) > 0 ? mix(palette.skyLow, palette.skyMid, random()) : mix(foot, palette.shade, random());
          ink.fillStyle = css(tone, 0.1 + 0.16 * random());
          ink.beginPath();
          ink.ellipse(x, y, wide, Math.max(0.7, size * 0.0042 * (0.25 + v)), 0, 0, 7);
          ink.fill();
        }
      },
    },
    {
      name: 'glints',
      depth: 0.14,
      brush: 0,
      moving: (ink, t) => {
        for (const wave of swells) {
          const y =
            size * (horizon + 0.01 + wave.v * wave.v * (1 - horizon)) +
            Math.sin(t * Math.PI * 4 + wave.phase) * size * 0.005 * (1 + wave.v * 2);
          const x = -margin + ((wave.x + t * 0.11 * (0.4 + wave.v)) % 1) * (size + 2 * margin);
          const wide = size * (0.012 + 0.055 * wave.v);
          ink.strokeStyle = css(
            wave.bright > 0.5 ? mix(palette.skyLow, palette.light, 0.5) : palette.shade,
            0.28 + 0.2 * Math.sin(t * Math.PI * 4 + wave.phase),
          );
          ink.lineWidth = Math.max(0.8, size * 0.0036 * (0.3 + wave.v));
          ink.beginPath();
          ink.moveTo(x - wide, y);
          ink.quadraticCurveTo(x, y - size * 0.006 * wave.v, x + wide, y);
          ink.stroke();
        }
        for (const glint of glints) {
          const y = size * (horizon + 0.004 + glint.v * (1 - horizon) * 0.9);
          const x = size * (sun.x + glint.u * (0.03 + 0.16 * glint.v));
          const shine = Math.max(0, Math.sin(glint.phase + t * Math.PI * 2 * glint.pace));
          ink.fillStyle = css(palette.light, 0.62 * shine * (1 - Math.abs(glint.u) * 0.6));
          ink.beginPath();
          ink.ellipse(x, y, size * (0.006 + 0.024 * glint.v), size * (0.0009 + 0.0026 * glint.v), 0, 0, 7);
          ink.fill();
        }
      },
    },
  ];
}
