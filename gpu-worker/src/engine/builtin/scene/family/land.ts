import { css, hex, hsl, mix, type Colour } from '../colour.ts';
import { glow, ground, ridge, swell, type Layer, type Stage } from '../layer.ts';
import { luminaryOf, mist, skyLayers } from '../sky.ts';
import { fir, FLOWERS, flower, grass, leafy } from './growth.ts';

const ROCK = hex('#5d6478');
const PINE = hex('#2f5a48');
const GRASS = hex('#6d9a4a');

/** A chain of mountains; `row` chooses the noise, `base` and `rise` are shares of the frame, y down. */
function chain(stage: Stage, name: string, row: number, base: number, rise: number, distance: number, own: Colour, capped: boolean): Layer {
  const { size, noise, palette } = stage;
  const height = (x: number): number => size * (base - rise * (ridge(noise, (x / size) * (1.1 + row * 0.45) + row * 9, row) - 0.42));
  return {
    name,
    depth: 0.08 + 0.4 * (1 - distance),
    brush: 0.7,
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * (base + 0.14));
      gradient.addColorStop(0, css(palette.lit(own, distance)));
      gradient.addColorStop(1, css(palette.lit(own, Math.min(0.96, distance + 0.28))));
      ground(ink, stage, height, gradient);
      ink.save();
      ink.clip();
      for (let x = -stage.margin; x < size + stage.margin; x += 3) {
        const y = height(x);
        const slope = height(x + 4) - height(x - 4);
        const lean = slope * 2.4;
        const long = size * (0.05 + 0.07 * Math.abs(noise(x / 23, row)));
        ink.strokeStyle =
          slope > 0
            ? css(palette.lit(mix(own, palette.shade, 0.6), distance), 0.34)
            : css(mix(palette.lit(own, distance), palette.light, 0.3), 0.28);
        ink.lineWidth = 4;
        ink.beginPath();
        ink.moveTo(x, y);
        ink.lineTo(x + lean, y + long);
        ink.stroke();
        const line = size * (base - rise * 0.34) + noise(x / 30, row + 3) * size * 0.02;
        if (!capped || y > line) continue;
        ink.strokeStyle = css(palette.lit(slope > 0 ? [196, 208, 230] : [252, 252, 255], distance * 0.5), 0.94);
        ink.lineWidth = 3.6;
        ink.beginPath();
        ink.moveTo(x, y - 1);
        ink.lineTo(x + lean * 0.3 + noise(x / 9, 5) * 6, y + (line - y) * (0.5 + 0.5 * Math.abs(noise(x / 14, row + 8))));
        ink.stroke();
      }
      ink.restore();
    },
  };
}

/** Rolling ground, lighter along its crest. */
export function hill(
  stage: Stage,
  name: string,
  row: number,
  base: number,
  rise: number,
  distance: number,
  own: Colour,
  more?: (ink: Parameters<NonNullable<Layer['still']>>[0], height: (x: number) => number) => void,
): Layer {
  const { size, noise, palette } = stage;
  const tone = stage.brief.weather === 'snowfall' ? mix(own, [240, 244, 251], 0.84) : own;
  const height = (x: number): number => size * (base - rise * swell(noise, (x / size) * (0.9 + row * 0.2) + row * 4.3, row + 20));
  return {
    name,
    depth: 0.15 + 0.7 * (1 - distance),
    brush: 0.85,
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * Math.min(1.1, base + 0.3));
      gradient.addColorStop(0, css(mix(palette.lit(tone, distance), palette.light, 0.2)));
      gradient.addColorStop(0.25, css(palette.lit(tone, distance)));
      gradient.addColorStop(1, css(mix(palette.lit(tone, distance), palette.shade, 0.4)));
      ground(ink, stage, height, gradient);
      more?.(ink, height);
    },
  };
}

export function mountain(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.56);
  const firs = pinewood(stage, 'firs', 0.93, 0.05, 0.06, 26, [0.1, 0.26], false);
  return [
    ...skyLayers(stage, 0.6, sun),
    chain(stage, 'far peaks', 1, 0.58, 0.5, 0.62, ROCK, true),
    mist(stage, 0.58, 0.8, 0.12),
    chain(stage, 'peaks', 2, 0.68, 0.36, 0.36, mix(ROCK, PINE, 0.3), stage.brief.weather === 'snowfall'),
    mist(stage, 0.7, 0.9, 0.24),
    hill(stage, 'slopes', 3, 0.78, 0.07, 0.2, PINE, (ink, height) => scatterFirs(ink, stage, height, 70, [0.03, 0.06], 0.22, false)),
    firs,
  ];
}

function scatterFirs(
  ink: Parameters<NonNullable<Layer['still']>>[0],
  stage: Stage,
  height: (x: number) => number,
  count: number,
  tall: readonly [number, number],
  distance: number,
  snowy: boolean,
): void {
  const { random, size, margin, palette } = stage;
  for (let i = 0; i < count; i++) {
    const x = -margin + random() * (size + 2 * margin);
    fir(
      ink,
      stage,
      x,
      height(x) + size * random() * 0.03,
      size * (tall[0] + random() * (tall[1] - tall[0])),
      palette.lit(mix(PINE, hsl(110 + random() * 60, 0.3, 0.3), 0.4), distance),
      snowy,
    );
  }
}

/** A row of firs on dark ground, the nearest thing in the picture. */
function pinewood(
  stage: Stage,
  name: string,
  base: number,
  rise: number,
  distance: number,
  count: number,
  tall: readonly [number, number],
  snowy: boolean,
): Layer {
  const own = snowy ? hex('#eef2fa') : mix(PINE, hex('#20302c'), 0.45);
  return hill(stage, name, 5, base, rise, distance, own, (ink, height) => scatterFirs(ink, stage, height, count, tall, distance, snowy));
}

export function snow(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.5);
  const white = hex('#eef3fb');
  return [
    ...skyLayers(stage, 0.58, sun),
    chain(stage, 'far peaks', 1, 0.56, 0.4, 0.55, hex('#8592ad'), true),
    mist(stage, 0.58, 0.8, 0.15),
    hill(stage, 'snowfield', 2, 0.66, 0.05, 0.32, white, (ink, height) => scatterFirs(ink, stage, height, 60, [0.03, 0.075], 0.3, true)),
    hill(stage, 'drifts', 3, 0.8, 0.06, 0.12, white, (ink, height) => scatterFirs(ink, stage, height, 16, [0.12, 0.24], 0.1, true)),
    hill(stage, 'near drift', 4, 0.96, 0.05, 0, white),
  ];
}

export function desert(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.5);
  const sand = stage.brief.hues.length > 0 ? mix(hex('#dfa55f'), stage.palette.accent, 0.3) : hex('#dfa55f');
  const dune = (name: string, row: number, base: number, rise: number, distance: number): Layer => {
    const { size, noise, palette, margin } = stage;
    const height = (x: number): number =>
      size * (base - rise * (0.6 * Math.abs(swell(noise, (x / size) * 0.9 + row * 3.1, row)) + 0.5 * noise((x / size) * 0.6, row + 40)));
    return {
      name,
      depth: 0.15 + 0.7 * (1 - distance),
      brush: 0.7,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * (base + 0.22));
        gradient.addColorStop(0, css(mix(palette.lit(sand, distance), palette.light, 0.3)));
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
          const fall = ink.createLinearGradient(0, y, 0, y + size * 0.17);
          fall.addColorStop(0, css(palette.lit(mix(sand, palette.shade, 0.66), distance), 0.62 * lee));
          fall.addColorStop(1, css(palette.lit(mix(sand, palette.shade, 0.66), distance), 0));
          ink.fillStyle = fall;
          ink.fillRect(x, y, 2.2, size * 0.17);
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
    dune('near dune', 3, 0.94, 0.14, 0.02),
  ];
}

export function forest(stage: Stage): Layer[] {
  const { size, margin, palette, random, noise, brief } = stage;
  const sun = { x: 0.35 + random() * 0.3, y: 0.28, radius: 0.05 };
  const autumn = brief.time === 'sunset';
  const leaf = autumn ? hex('#a85f2a') : brief.hues.length > 0 ? mix(PINE, palette.accent, 0.35) : hex('#3f7a4c');
  const trunks = (name: string, count: number, width: number, distance: number, base: number): Layer => ({
    name,
    depth: 0.15 + 0.75 * (1 - distance),
    brush: 0.75,
    still: (ink) => {
      for (let i = 0; i < count; i++) {
        const x = -margin + ((i + 0.15 + random() * 0.7) / count) * (size + 2 * margin);
        const wide = size * width * (0.6 + random() * 0.8);
        const bend = (random() - 0.5) * size * 0.05;
        const tone = palette.lit(mix(hex('#4b3a34'), leaf, 0.2 * random()), distance);
        const gradient = ink.createLinearGradient(x - wide / 2, 0, x + wide / 2, 0);
        gradient.addColorStop(0, css(mix(tone, palette.shade, 0.4)));
        gradient.addColorStop(0.7, css(tone));
        gradient.addColorStop(1, css(mix(tone, palette.light, 0.24)));
        ink.fillStyle = gradient;
        ink.beginPath();
        ink.moveTo(x - wide * 0.9, size * (base + 0.03));
        ink.quadraticCurveTo(x - wide * 0.4, size * (base - 0.1), x - wide * 0.34 + bend, -margin);
        ink.lineTo(x + wide * 0.34 + bend, -margin);
        ink.quadraticCurveTo(x + wide * 0.4, size * (base - 0.1), x + wide * 0.9, size * (base + 0.03));
        ink.fill();
      }
      for (let i = 0; i < 260; i++) {
        const x = -margin + random() * (size + 2 * margin);
        const y = size * (random() ** 1.7 * 0.4 - 0.05) + noise(x / 120, distance * 9) * size * 0.05;
        ink.fillStyle = css(
          mix(palette.lit(mix(leaf, hsl(90 + random() * 40, 0.4, 0.4), autumn ? 0.1 : 0.35), distance), palette.light, random() * 0.25),
          0.72,
        );
        ink.beginPath();
        ink.ellipse(x, y, size * (0.012 + random() * 0.03), size * (0.008 + random() * 0.014), random() * 3, 0, 7);
        ink.fill();
      }
      ground(
        ink,
        stage,
        (x) => size * (base + 0.02 * swell(noise, (x / size) * 2, distance * 20)),
        css(palette.lit(mix(leaf, hex('#2a3a24'), 0.5), distance)),
      );
      for (let i = 0; i < 160; i++)
        grass(
          ink,
          stage,
          -margin + random() * (size + 2 * margin),
          size * (base + random() * 0.12),
          size * (0.015 + 0.03 * (1 - distance)),
          mix(palette.lit(leaf, distance), palette.light, random() * 0.3),
        );
    },
  });
  const flies = Array.from({ length: 42 }, () => ({ x: random(), y: 0.4 + random() * 0.55, phase: random() * 7 }));
  return [
    ...skyLayers(stage, 0.9, sun),
    trunks('far trunks', 22, 0.012, 0.66, 0.66),
    mist(stage, 0.62, 1.1, 0.3),
    trunks('trunks', 13, 0.022, 0.36, 0.74),
    {
      name: 'rays',
      depth: 0.2,
      brush: 0,
      moving: (ink, t) => {
        ink.save();
        ink.globalCompositeOperation = 'screen';
        for (let i = 0; i < 7; i++) {
          const swing = 0.03 * Math.sin(t * Math.PI * 2 + i);
          const x = size * (sun.x + (i - 3) * 0.13 + swing);
          const gradient = ink.createLinearGradient(0, 0, 0, size * 0.9);
          gradient.addColorStop(0, css(palette.light, 0.26));
          gradient.addColorStop(1, css(palette.light, 0));
          ink.fillStyle = gradient;
          ink.beginPath();
          ink.moveTo(size * sun.x + (i - 3) * size * 0.03, -margin);
          ink.lineTo(x + size * 0.05 + (i - 3) * size * 0.1, size * 0.9);
          ink.lineTo(x - size * 0.03 + (i - 3) * size * 0.1, size * 0.9);
          ink.fill();
        }
        ink.restore();
      },
    },
    mist(stage, 0.76, 0.7, 0.5),
    trunks('near trunks', 5, 0.05, 0.08, 0.88),
    {
      name: 'fireflies',
      depth: 0.7,
      brush: 0,
      moving: (ink, t) => {
        for (const fly of flies) {
          const shine = 0.5 + 0.5 * Math.sin(fly.phase + t * Math.PI * 4);
          const x = (fly.x + 0.02 * Math.sin(fly.phase + t * Math.PI * 2)) * size;
          const y = (fly.y + 0.02 * Math.cos(fly.phase * 2 + t * Math.PI * 2)) * size;
          glow(ink, x, y, size * 0.011, `rgba(255,238,170,${(0.8 * shine).toFixed(2)})`, 'rgba(255,238,170,0)');
        }
      },
    },
  ];
}

export function meadow(stage: Stage): Layer[] {
  const { size, margin, palette, random, brief } = stage;
  const sun = luminaryOf(stage, 0.44);
  const kinds = [
    FLOWERS[Math.floor(random() * FLOWERS.length)] ?? 'daisy',
    FLOWERS[Math.floor(random() * FLOWERS.length)] ?? 'poppy',
    'poppy',
  ] as const;
  const hues = brief.hues.length > 0 ? brief.hues : [350, 46, 275, 12, 325];
  const bed = (name: string, row: number, base: number, distance: number, tall: readonly [number, number], count: number): Layer =>
    hill(stage, name, row, base, 0.03, distance, mix(GRASS, hsl(88, 0.4, 0.4), 0.3 * random()), (ink, height) => {
      for (let i = 0; i < count * 4; i++) {
        const x = -margin + random() * (size + 2 * margin);
        grass(
          ink,
          stage,
          x,
          height(x) + size * random() * 0.2,
          size * (tall[0] * 0.4 + random() * tall[1] * 0.5),
          mix(palette.lit(GRASS, distance), random() > 0.5 ? palette.light : palette.shade, 0.32 * random()),
        );
      }
      for (let i = 0; i < count; i++) {
        const x = -margin + random() * (size + 2 * margin);
        const hue = hues[Math.floor(random() * hues.length)] ?? 350;
        const depth = (i / count) ** 1.2 * 0.18;
        flower(
          ink,
          stage,
          kinds[Math.floor(random() * 3)] ?? 'daisy',
          x,
          height(x) + size * (depth + tall[0] * 0.8),
          size * (tall[0] + random() * (tall[1] - tall[0])) * (0.7 + depth * 2),
          palette.lit(hsl(hue + random() * 16 - 8, 0.78, 0.6), distance),
          palette.lit(hex('#4f7a36'), distance),
        );
      }
    });
  return [
    ...skyLayers(stage, 0.55, sun),
    hill(stage, 'blue hills', 1, 0.52, 0.06, 0.66, hex('#6f8f9c')),
    hill(stage, 'hills', 2, 0.57, 0.05, 0.42, GRASS, (ink, height) => {
      for (let i = 0; i < 16; i++) {
        const x = -margin + random() * (size + 2 * margin);
        leafy(ink, stage, x, height(x) + size * 0.02, size * (0.05 + random() * 0.05), palette.lit(hex('#55803f'), 0.4));
      }
    }),
    bed('far flowers', 3, 0.64, 0.24, [0.025, 0.05], 240),
    bed('flowers', 4, 0.76, 0.08, [0.06, 0.12], 130),
    bed('near flowers', 5, 0.95, 0, [0.16, 0.3], 26),
  ];
}

export function village(stage: Stage): Layer[] {
  const { size, margin, palette, random } = stage;
  const sun = luminaryOf(stage, 0.46);
  const patch = (ink: Parameters<NonNullable<Layer['still']>>[0], height: (x: number) => number): void => {
    for (let i = 0; i < 24; i++) {
      const x = -margin + random() * (size + 2 * margin);
      const y = height(x) + size * (0.02 + random() * 0.16);
      const tone = palette.lit(hsl(40 + random() * 70, 0.42, 0.5), 0.3);
      ink.fillStyle = css(tone, 0.6);
      ink.beginPath();
      ink.ellipse(x, y, size * (0.05 + random() * 0.08), size * (0.008 + random() * 0.016), (random() - 0.5) * 0.3, 0, 7);
      ink.fill();
    }
  };
  return [
    ...skyLayers(stage, 0.55, sun),
    hill(stage, 'far hills', 1, 0.53, 0.07, 0.62, hex('#73919a')),
    hill(stage, 'fields', 2, 0.6, 0.06, 0.36, GRASS, patch),
    hill(stage, 'hamlet', 3, 0.7, 0.04, 0.2, mix(GRASS, hex('#b9a24e'), 0.3), (ink, height) => {
      for (let i = 0; i < 22; i++) {
        const x = size * (0.1 + 0.8 * random());
        if (i % 2) leafy(ink, stage, x, height(x) + size * 0.03, size * (0.07 + random() * 0.06), palette.lit(hex('#4f7d3f'), 0.2));
        else cottage(ink, stage, x, height(x) + size * (0.02 + random() * 0.03), size * (0.05 + random() * 0.03), 0.2);
      }
    }),
    hill(stage, 'near field', 4, 0.88, 0.03, 0.03, mix(GRASS, hex('#c2a64a'), 0.25), (ink, height) => {
      for (let i = 0; i < 500; i++) {
        const x = -margin + random() * (size + 2 * margin);
        grass(
          ink,
          stage,
          x,
          height(x) + size * random() * 0.14,
          size * (0.02 + random() * 0.04),
          mix(palette.lit(GRASS, 0), random() > 0.5 ? palette.light : hex('#d9b64c'), 0.4 * random()),
        );
      }
    }),
  ];
}

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
  const roof = palette.lit(hsl(8 + random() * 18, 0.5, 0.42), distance);
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

export function night(stage: Stage): Layer[] {
  const sun = { x: 0.2 + stage.random() * 0.6, y: 0.16 + stage.random() * 0.12, radius: 0.045 };
  return [
    ...skyLayers(stage, 0.82, sun),
    chain(stage, 'far ridge', 1, 0.8, 0.16, 0.5, ROCK, false),
    mist(stage, 0.8, 0.6, 0.2),
    hill(stage, 'dark hill', 3, 0.88, 0.05, 0.16, PINE, (ink, height) => scatterFirs(ink, stage, height, 46, [0.04, 0.1], 0.14, false)),
    pinewood(stage, 'near firs', 0.98, 0.04, 0.02, 12, [0.16, 0.3], false),
  ];
}
