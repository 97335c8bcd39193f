import { css, hex, mix } from '../colour.ts';
import { glow, type Layer, type Stage, ground } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';
import { chain } from './relief.ts';

/** Sharp crests, smooth hollows. */
function crest(value: number): number {
  return 1 - Math.abs(value) ** 0.85;
}

export function desert(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.5);
  const sand = stage.brief.hues.length > 0 ? mix(hex('#dfa55f'), stage.palette.accent, 0.3) : hex('#dfa55f');
  const dune = (name: string, row: number, base: number, rise: number, distance: number): Layer => {
    const { size, noise, palette, margin } = stage;
    const height = (x: number): number =>
      size *
      (base -
        rise * (1.15 * crest(noise((x / size) * (0.75 + row * 0.12) + row * 3.1, row)) + 0.35 * noise((x / size) * 0.6, row + 40) - 0.5));
    return {
      name,
      depth: 0.15 + 0.7 * (1 - distance),
      brush: 0.7,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * (base + 0.22));
        gradient.addColorStop(0, css(mix(palette.lit(sand, distance), palette.light, 0.34)));
        gradient.addColorStop(1, css(palette.lit(mix(sand, hex('#8a4b38'), 0.5), distance)));
        ground(ink, stage, height, gradient);
        ink.save();
        ink.clip();
        const reach = size * 0.04;
        for (let x = -margin; x < size + margin; x += 2) {
          // The lee side, smoothed over a dune's own length, fades to the foot.
          const lee = Math.max(0, Math.min(1, (height(x + reach) - height(x - reach)) / (size * rise * 0.34)));
          if (lee <= 0.02) continue;
          const y = height(x);
          const fall = ink.createLinearGradient(0, y, 0, y + size * 0.2);
          fall.addColorStop(0, css(palette.lit(mix(hex('#9a5236'), palette.shade, 0.4), distance), 0.85 * lee));
          fall.addColorStop(1, css(palette.lit(mix(hex('#9a5236'), palette.shade, 0.4), distance), 0));
          ink.fillStyle = fall;
          ink.fillRect(x, y, 2.2, size * 0.2);
        }
        ink.lineWidth = 1;
        for (let i = 1; i < 16; i++) {
          ink.strokeStyle = css(mix(palette.lit(sand, distance), i % 2 ? palette.light : palette.shade, 0.5), 0.2);
          ink.beginPath();
          for (let x = -margin; x < size + margin; x += 8)
            ink.lineTo(x, height(x) + i * size * 0.012 * (1 + i * 0.09) + noise(x / 60, i) * 3);
          ink.stroke();
        }
        ink.restore();
      },
    };
  };
  return [
    ...skyLayers(stage, 0.6, sun),
    chain(stage, 'mesa', 2, 0.6, 0.1, 0.6, hex('#a8684f'), false),
    dune('far dunes', 1, 0.66, 0.08, 0.4),
    dune('dunes', 2, 0.78, 0.13, 0.18),
    caravan(stage),
    dune('near dune', 3, 0.96, 0.14, 0.02),
    cacti(stage),
    blownSand(stage),
  ];
}

/** Walkers in a line on the middle dune, and the dust they raise. */
function caravan(stage: Stage): Layer {
  const { size, palette, random } = stage;
  const tone = palette.lit(mix(hex('#4a2f2a'), palette.shade, 0.3), 0.12);
  const [x0, y0, u] = [0.3 + random() * 0.2, 0.745, size * 0.011];
  return {
    name: 'caravan',
    depth: 0.62,
    brush: 0,
    moving: (ink, t) => {
      for (let i = 0; i < 4; i++) {
        const x = (x0 + i * 0.062 + t * 0.05) * size;
        const y = (y0 + 0.006 * Math.sin(i * 1.7)) * size - Math.abs(Math.sin(t * Math.PI * 12 + i)) * u * 0.2;
        glow(ink, x, y + u * 2, u * 4, css(palette.light, 0.12), css(palette.light, 0), 0.4);
        ink.fillStyle = css(tone);
        ink.beginPath();
        ink.ellipse(x, y - u * 1.6, u * 1.9, u * 0.9, 0, 0, 7);
        ink.fill();
        ink.beginPath();
        ink.ellipse(x - u * 0.2, y - u * 2.5, u * 0.8, u * 0.8, 0, 0, 7);
        ink.fill();
        ink.strokeStyle = css(tone);
        ink.lineCap = 'round';
        ink.lineWidth = u * 0.42;
        ink.beginPath();
        ink.moveTo(x + u * 1.6, y - u * 1.6);
        ink.quadraticCurveTo(x + u * 2.4, y - u * 1.4, x + u * 2.5, y - u * 3.2);
        ink.lineTo(x + u * 3.2, y - u * 3.1);
        ink.stroke();
        ink.lineWidth = u * 0.34;
        for (const [k, dx] of [-1.3, -0.8, 1, 1.4].entries()) {
          ink.beginPath();
          ink.moveTo(x + dx * u, y - u * 1.2);
          ink.lineTo(x + dx * u + Math.sin(t * Math.PI * 12 + i + k * 2) * u * 0.5, y + u * 1.4);
          ink.stroke();
        }
      }
    },
  };
}

/** Two or three cacti of the near ground. */
function cacti(stage: Stage): Layer {
  const { size, palette, random } = stage;
  const side = random() > 0.5 ? 1 : -1;
  const all = Array.from({ length: 3 }, (_, i) => ({
    x: 0.5 + side * (0.3 + 0.1 * i * (i === 1 ? -1 : 0.8)),
    y: 0.965 - i * 0.02,
    tall: [0.26, 0.13, 0.09][i] ?? 0.1,
    arms: random() * 0.2,
  }));
  const own = palette.lit(hex('#4f7a4e'), 0);
  return {
    name: 'cacti',
    depth: 0.86,
    brush: 0.35,
    still: (ink) => {
      for (const one of all.toReversed()) {
        const [x, y, tall] = [one.x * size, one.y * size, one.tall * size];
        glow(ink, x, y, tall * 0.5, css(palette.shade, 0.45), css(palette.shade, 0), 0.16);
        const limb = (path: readonly (readonly [number, number])[], wide: number): void => {
          for (const [tone, share] of [
            [mix(own, palette.shade, 0.45), 1],
            [own, 0.74],
            [mix(own, palette.light, 0.3), 0.24],
          ] as const) {
            ink.strokeStyle = css(tone);
            ink.lineWidth = tall * wide * share;
            ink.lineCap = 'round';
            ink.lineJoin = 'round';
            ink.beginPath();
            for (const [px, py] of path) ink.lineTo(x + px * tall - (1 - share) * tall * wide * 0.18, y - py * tall);
            ink.stroke();
          }
        };
        limb(
          [
            [0, 0],
            [0, 0.92],
          ],
          0.17,
        );
        limb(
          [
            [0, 0.42 + one.arms],
            [-0.24, 0.44 + one.arms],
            [-0.26, 0.72 + one.arms],
          ],
          0.11,
        );
        limb(
          [
            [0, 0.3 + one.arms],
            [0.22, 0.32 + one.arms],
            [0.24, 0.54 + one.arms],
          ],
          0.1,
        );
      }
    },
  };
}

/** Sand that the wind draws over the dunes. */
function blownSand(stage: Stage): Layer {
  const { size, margin, random, palette, brief } = stage;
  const veils = Array.from({ length: brief.wind ? 60 : 34 }, () => ({
    x: random(),
    y: 0.63 + random() * 0.36,
    long: 0.07 + random() * 0.16,
    phase: random() * 7,
    pace: 1 + Math.floor(random() * 2),
  }));
  return {
    name: 'sand',
    depth: 0.7,
    brush: 0,
    moving: (ink, t) => {
      for (const veil of veils) {
        const x = -margin * 3 + ((veil.x + t * veil.pace) % 1) * (size + 6 * margin);
        const y = (veil.y + 0.008 * Math.sin(veil.phase + t * Math.PI * 6)) * size;
        const breath = 0.12 + 0.12 * Math.sin(veil.phase + t * Math.PI * 4);
        glow(ink, x, y, veil.long * size, css(mix(palette.light, hex('#e8bd83'), 0.5), breath), css(palette.light, 0), 0.1);
      }
    },
  };
}
