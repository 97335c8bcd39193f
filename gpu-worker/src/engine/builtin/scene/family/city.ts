import { css, hex, hsl, mix } from '../colour.ts';
import { glow, type Ink, type Layer, type Stage } from '../layer.ts';
import { luminaryOf, mist, skyLayers } from '../sky.ts';
import type { SubjectName } from '../words.ts';
import { neonSigns } from './neon.ts';
import { waterLayers } from './open-water.ts';

const AFLOAT: ReadonlySet<SubjectName> = new Set(['bird', 'boat', 'balloon', 'butterfly', 'dragon', 'whale']);

type Window = {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly hue: number;
  readonly phase: number;
};

/** A row of buildings on one line; windows shine by dusk and twinkle by night. */
function row(
  stage: Stage,
  name: string,
  foot: number,
  tall: readonly [number, number],
  wide: readonly [number, number],
  distance: number,
): Layer {
  const { size, margin, random, palette, brief } = stage;
  const windows: Window[] = [];
  const neon = brief.hues.length > 0 ? brief.hues : brief.neon ? [328, 188, 282, 46] : [46, 46, 46, 190, 330];
  const lit = 0.12 + palette.dark * 0.75;
  const snowy = brief.weather === 'snowfall' || brief.season === 'winter';
  return {
    name,
    depth: 0.15 + 0.6 * (1 - distance),
    brush: 0.45,
    still: (ink) => {
      let x = -margin;
      while (x < size + margin) {
        const w = size * (wide[0] + random() * (wide[1] - wide[0]));
        const h = size * (tall[0] + random() ** 1.6 * (tall[1] - tall[0]));
        const [left, top] = [x, foot * size - h];
        const wall = palette.lit(mix(hsl(8 + random() * 40, 0.34, 0.42 + random() * 0.24), hex('#76839a'), random() * 0.8), distance);
        const gradient = ink.createLinearGradient(0, top, 0, foot * size);
        gradient.addColorStop(0, css(wall));
        gradient.addColorStop(1, css(mix(wall, palette.skyLow, 0.3 * distance + 0.12)));
        ink.fillStyle = gradient;
        ink.fillRect(left, top, w + 1, h + margin);
        ink.fillStyle = css(mix(wall, palette.light, 0.26));
        ink.fillRect(left, top, w * 0.16, h);
        ink.fillStyle = css(mix(wall, palette.shade, 0.4));
        ink.fillRect(left + w * 0.82, top, w * 0.2, h);
        if (snowy) {
          ink.fillStyle = css(palette.lit([238, 243, 250], distance));
          ink.fillRect(left - 1, top - size * 0.006, w + 2, size * 0.011);
        }
        const kind = random();
        if (kind < 0.28) {
          ink.fillStyle = css(snowy ? palette.lit([238, 243, 250], distance) : mix(wall, palette.shade, 0.35));
          ink.beginPath();
          ink.moveTo(left - w * 0.04, top);
          ink.lineTo(left + w / 2, top - w * (0.3 + random() * 0.4));
          ink.lineTo(left + w * 1.04, top);
          ink.fill();
        } else if (kind < 0.5) {
          ink.strokeStyle = css(mix(wall, palette.shade, 0.5));
          ink.lineWidth = Math.max(1, size * 0.002);
          ink.beginPath();
          ink.moveTo(left + w * 0.5, top);
          ink.lineTo(left + w * 0.5, top - size * (0.02 + random() * 0.04));
          ink.stroke();
        } else if (kind < 0.7) {
          ink.fillStyle = css(mix(wall, palette.shade, 0.3));
          ink.fillRect(left + w * 0.2, top - size * 0.014, w * 0.5, size * 0.015);
        }
        const cell = size * (0.011 + 0.01 * (1 - distance));
        const hue = neon[Math.floor(random() * neon.length)] ?? 46;
        for (let wy = top + cell; wy < foot * size - cell; wy += cell * 1.7) {
          for (let wx = left + cell * 0.7; wx < left + w - cell; wx += cell * 1.35) {
            const [w1, h1] = [cell * 0.62, cell * 0.95];
            if (random() < lit)
              windows.push({ x: wx, y: wy, w: w1, h: h1, hue: random() < (brief.neon ? 0.45 : 0.8) ? 42 : hue, phase: random() * 7 });
            else {
              ink.fillStyle = css(mix(wall, palette.shade, 0.34), 0.7);
              ink.fillRect(wx, wy, w1, h1);
            }
          }
        }
        x += w + (random() < 0.2 ? size * 0.012 : 0);
      }
    },
    moving: (ink, t) => {
      for (const [i, window] of windows.entries()) {
        const shine = 0.78 + 0.22 * Math.sin(window.phase + t * Math.PI * 2 * (1 + (i % 3)));
        ink.fillStyle = `hsla(${window.hue},88%,${palette.dark > 0.3 ? 70 : 84}%,${(shine * (palette.dark > 0.3 ? 0.95 : 0.5) * (1 - distance * 0.5)).toFixed(2)})`;
        ink.fillRect(window.x, window.y, window.w, window.h);
      }
    },
  };
}

export function city(stage: Stage): Layer[] {
  const { size, random, palette } = stage;
  const sun = luminaryOf(stage, 0.5);
  // What stands needs roofs to stand on.
  const stands = stage.brief.subjects.some(({ name }) => !AFLOAT.has(name));
  const river = (random() > 0.45 || stage.brief.neon) && !stands;
  const foot = river ? 0.78 : 0.92;
  const layers: Layer[] = [
    ...skyLayers(stage, foot - 0.1, sun),
    row(stage, 'far towers', foot - 0.06, [0.1, 0.42], [0.03, 0.07], 0.62),
    mist(stage, foot - 0.12, 0.7, 0.2),
    row(stage, 'towers', foot - 0.03, [0.1, 0.36], [0.05, 0.09], 0.34),
  ];
  if (river)
    return [
      ...layers,
      row(stage, 'quay', foot, [0.05, 0.18], [0.06, 0.11], 0.12),
      ...waterLayers(stage, foot, sun),
      ...(stage.brief.neon && stage.palette.dark > 0.3
        ? [neonSigns(stage, foot)]
        : [{ name: 'lamps', depth: 0.16, brush: 0, moving: (ink: Ink, t: number) => lamps(stage, foot, ink, t) }]),
    ];
  return [
    ...layers,
    row(stage, 'near houses', 1.02, [0.14, 0.34], [0.1, 0.17], 0.05),
    ...(stage.brief.neon && stage.palette.dark > 0.3 ? [neonSigns(stage, 0.96)] : []),
    {
      name: 'haze',
      depth: 0.3,
      brush: 0,
      moving: (ink) => glow(ink, size * sun.x, size * 0.8, size * 0.6, css(palette.light, 0.16), css(palette.light, 0), 0.5),
    },
  ];
}

/** Quay lamps and their broken reflections. */
function lamps(stage: Stage, foot: number, ink: Ink, t: number): void {
  if (stage.palette.dark < 0.3) return;
  const { size } = stage;
  for (let i = 0; i < 13; i++) {
    const x = size * (-0.04 + i * 0.09);
    glow(ink, x, foot * size, size * 0.022, 'rgba(255,222,150,0.95)', 'rgba(255,222,150,0)');
    for (let k = 0; k < 7; k++) {
      const y = size * (foot + 0.012 + k * 0.021);
      const sway = Math.sin(t * Math.PI * 4 + k * 1.3 + i) * size * 0.004;
      ink.fillStyle = `rgba(255,214,140,${(0.42 - k * 0.05).toFixed(2)})`;
      ink.fillRect(x - size * 0.006 + sway, y, size * 0.012, size * 0.005);
    }
  }
}
