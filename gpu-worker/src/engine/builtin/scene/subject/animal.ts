import { css, hex, hsl, mix, type Colour } from '../colour.ts';
import { curve, glow, type Ink, type Layer, type Stage } from '../layer.ts';

type Points = readonly (readonly [number, number])[];

/** Points in units of the animal's height, foot at 0, y up negative. */
function outline(
  ink: Ink,
  points: Points,
  x: number,
  y: number,
  tall: number,
  way: number,
  fill: string | ReturnType<Ink['createLinearGradient']>,
): void {
  curve(
    ink,
    points.map(([px, py]) => [x + px * tall * way, y + py * tall] as const),
  );
  ink.fillStyle = fill;
  ink.fill();
}

const CAT: Points = [
  [-0.3, 0],
  [-0.33, -0.2],
  [-0.26, -0.42],
  [-0.14, -0.56],
  [-0.17, -0.68],
  [-0.19, -0.8],
  [-0.185, -0.97],
  [-0.17, -1],
  [-0.07, -0.9],
  [0.03, -0.9],
  [0.13, -1],
  [0.15, -0.97],
  [0.15, -0.8],
  [0.13, -0.66],
  [0.09, -0.57],
  [0.16, -0.42],
  [0.2, -0.2],
  [0.2, 0],
];
const FOX_BODY: Points = [
  [-0.5, -0.02],
  [-0.5, -0.16],
  [-0.36, -0.4],
  [-0.14, -0.52],
  [-0.02, -0.56],
  [0.06, -0.5],
  [0.16, -0.3],
  [0.18, 0],
  [0.05, 0.01],
  [-0.2, 0.01],
];
const FOX_HEAD: Points = [
  [-0.13, -0.62],
  [-0.15, -0.78],
  [-0.12, -0.96],
  [-0.1, -0.98],
  [-0.02, -0.84],
  [0.1, -0.84],
  [0.18, -0.98],
  [0.2, -0.96],
  [0.22, -0.78],
  [0.2, -0.64],
  [0.06, -0.49],
];
const FOX_TAIL: Points = [
  [-0.36, -0.1],
  [-0.6, -0.02],
  [-0.86, -0.1],
  [-0.98, -0.32],
  [-0.9, -0.5],
  [-0.8, -0.3],
  [-0.62, -0.2],
  [-0.42, -0.22],
];

export function cat(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own =
    brief.hues.length > 0
      ? hsl(brief.hues[0] ?? 0, 0.42, 0.32)
      : ([hex('#2a2430'), hex('#a8673a'), hex('#5b5f6b')][Math.floor(random() * 3)] ?? hex('#2a2430'));
  const [x, y, tall, way] = [size * (0.3 + random() * 0.4), size * 0.985, size * 0.36, random() > 0.5 ? 1 : -1];
  const fur = palette.lit(own, 0);
  return {
    name: 'cat',
    depth: 0.85,
    brush: 0.6,
    still: (ink) => {
      glow(ink, x, y, tall * 0.6, css(palette.shade, 0.6), css(palette.shade, 0), 0.16);
      const coat = ink.createLinearGradient(x - tall * 0.3, 0, x + tall * 0.3, 0);
      coat.addColorStop(0, css(mix(fur, palette.light, 0.26)));
      coat.addColorStop(0.4, css(fur));
      coat.addColorStop(1, css(mix(fur, palette.shade, 0.5)));
      outline(ink, CAT, x, y, tall, way, coat);
      ink.fillStyle = css(mix(fur, palette.light, 0.24));
      ink.beginPath();
      ink.ellipse(x - way * tall * 0.02, y - tall * 0.3, tall * 0.1, tall * 0.17, 0, 0, 7);
      ink.fill();
      ink.strokeStyle = css(mix(fur, palette.shade, 0.6), 0.8);
      ink.lineWidth = tall * 0.014;
      for (const dx of [-0.07, 0.05]) {
        ink.beginPath();
        ink.moveTo(x + way * dx * tall, y - tall * 0.24);
        ink.lineTo(x + way * dx * tall, y - tall * 0.02);
        ink.stroke();
      }
    },
    moving: (ink, t) => {
      ink.strokeStyle = css(mix(fur, palette.shade, 0.2));
      ink.lineCap = 'round';
      ink.lineWidth = tall * 0.065;
      const sway = Math.sin(t * Math.PI * 4) * 0.1;
      ink.beginPath();
      ink.moveTo(x + way * tall * 0.16, y - tall * 0.05);
      ink.bezierCurveTo(
        x + way * tall * 0.44,
        y - tall * 0.02,
        x + way * tall * (0.5 + sway),
        y - tall * 0.24,
        x + way * tall * (0.4 + sway),
        y - tall * 0.42,
      );
      ink.stroke();
      const blink = Math.abs(t - 0.8) < 0.02 ? 0.15 : 1;
      for (const dx of [-0.08, 0.045]) {
        const [ex, ey] = [x + way * tall * dx, y - tall * 0.745];
        ink.fillStyle = '#f1d25a';
        ink.beginPath();
        ink.ellipse(ex, ey, tall * 0.036, tall * 0.03 * blink, 0, 0, 7);
        ink.fill();
        ink.fillStyle = '#15121a';
        ink.beginPath();
        ink.ellipse(ex, ey, tall * 0.011, tall * 0.027 * blink, 0, 0, 7);
        ink.fill();
      }
      ink.fillStyle = '#d98a86';
      ink.beginPath();
      ink.ellipse(x - way * tall * 0.018, y - tall * 0.685, tall * 0.018, tall * 0.012, 0, 0, 7);
      ink.fill();
      ink.strokeStyle = css(palette.light, 0.55);
      ink.lineWidth = Math.max(0.6, tall * 0.006);
      for (const side of [-1, 1]) {
        for (const rise of [-0.03, 0.005, 0.04]) {
          ink.beginPath();
          ink.moveTo(x + (side * 0.05 - way * 0.018) * tall, y - tall * 0.67);
          ink.lineTo(x + (side * 0.2 - way * 0.018) * tall, y - tall * (0.67 - rise));
          ink.stroke();
        }
      }
    },
  };
}

export function fox(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own: Colour = brief.hues.length > 0 ? hsl(brief.hues[0] ?? 20, 0.62, 0.48) : hex('#cf6a2c');
  const [x, y, tall, way] = [size * (0.36 + random() * 0.28), size * 0.985, size * 0.36, random() > 0.5 ? 1 : -1];
  const fur = palette.lit(own, 0);
  const pale = palette.lit(hex('#f6ead8'), 0);
  const coat = (ink: Ink): ReturnType<Ink['createLinearGradient']> => {
    const gradient = ink.createLinearGradient(0, y - tall, 0, y);
    gradient.addColorStop(0, css(mix(fur, palette.light, 0.24)));
    gradient.addColorStop(0.5, css(fur));
    gradient.addColorStop(1, css(mix(fur, palette.shade, 0.46)));
    return gradient;
  };
  return {
    name: 'fox',
    depth: 0.85,
    brush: 0.55,
    still: (ink) => {
      glow(ink, x, y, tall * 0.8, css(palette.shade, 0.6), css(palette.shade, 0), 0.14);
      outline(ink, FOX_TAIL, x, y, tall, way, coat(ink));
      outline(
        ink,
        [
          [-0.98, -0.32],
          [-0.96, -0.48],
          [-0.9, -0.5],
          [-0.84, -0.36],
          [-0.9, -0.26],
        ],
        x,
        y,
        tall,
        way,
        css(pale),
      );
      outline(ink, FOX_BODY, x, y, tall, way, coat(ink));
      outline(
        ink,
        [
          [0.0, -0.5],
          [0.1, -0.44],
          [0.15, -0.24],
          [0.1, -0.12],
          [0.03, -0.26],
        ],
        x,
        y,
        tall,
        way,
        css(pale),
      );
      outline(ink, FOX_HEAD, x, y, tall, way, coat(ink));
      outline(
        ink,
        [
          [-0.1, -0.64],
          [0.0, -0.66],
          [0.06, -0.58],
          [0.13, -0.66],
          [0.19, -0.64],
          [0.06, -0.485],
        ],
        x,
        y,
        tall,
        way,
        css(pale),
      );
      for (const [ear, dx] of [
        [[-0.12, -0.93], 0.045],
        [[0.19, -0.93], -0.045],
      ] as const) {
        outline(
          ink,
          [ear, [ear[0] + dx - 0.02, -0.82], [ear[0] + dx * 1.4 + 0.02, -0.84]],
          x,
          y,
          tall,
          way,
          css(mix(fur, hex('#2a1a1c'), 0.7)),
        );
      }
      for (const dx of [-0.3, 0.02, 0.12]) {
        ink.fillStyle = css(mix(fur, hex('#251619'), 0.72));
        ink.beginPath();
        ink.ellipse(x + way * dx * tall, y - tall * 0.03, tall * 0.05, tall * 0.04, 0, 0, 7);
        ink.fill();
      }
    },
    moving: (ink, t) => {
      const blink = Math.abs(t - 0.75) < 0.02 ? 0.15 : 1;
      ink.fillStyle = '#1c1216';
      for (const dx of [-0.035, 0.115]) {
        ink.beginPath();
        ink.ellipse(x + way * tall * dx, y - tall * 0.7, tall * 0.02, tall * 0.027 * blink, 0, 0, 7);
        ink.fill();
      }
      ink.beginPath();
      ink.ellipse(x + way * tall * 0.06, y - tall * 0.505, tall * 0.028, tall * 0.022, 0, 0, 7);
      ink.fill();
      ink.fillStyle = 'rgba(255,255,255,0.9)';
      for (const dx of [-0.04, 0.11]) {
        ink.beginPath();
        ink.arc(x + way * tall * dx, y - tall * 0.71, tall * 0.007 * blink, 0, 7);
        ink.fill();
      }
    },
  };
}

export function whale(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.hues.length > 0 ? hsl(brief.hues[0] ?? 215, 0.38, 0.34) : hex('#34506b');
  const [x, y, tall] = [size * (0.42 + random() * 0.16), size * 0.74, size * 0.24];
  const skin = palette.lit(own, 0.06);
  return {
    name: 'whale',
    depth: 0.4,
    brush: 0,
    moving: (ink, t) => {
      const bob = Math.sin(t * Math.PI * 2) * size * 0.008;
      ink.save();
      ink.translate(0, bob);
      const coat = ink.createLinearGradient(0, y - tall * 0.7, 0, y + tall * 0.1);
      coat.addColorStop(0, css(mix(skin, palette.light, 0.32)));
      coat.addColorStop(0.5, css(skin));
      coat.addColorStop(1, css(mix(skin, palette.shade, 0.5)));
      outline(
        ink,
        [
          [-0.9, 0.06],
          [-0.92, -0.2],
          [-0.7, -0.5],
          [-0.3, -0.62],
          [0.2, -0.46],
          [0.62, -0.12],
          [0.8, 0.06],
        ],
        x,
        y,
        tall,
        1,
        coat,
      );
      outline(
        ink,
        [
          [0.86, 0.06],
          [0.98, -0.2],
          [0.9, -0.4],
          [0.72, -0.52],
          [1, -0.46],
          [1.1, -0.36],
          [1.28, -0.52],
          [1.46, -0.5],
          [1.24, -0.3],
          [1.1, -0.14],
          [1.06, 0.06],
        ],
        x,
        y,
        tall,
        1,
        coat,
      );
      ink.fillStyle = css(palette.light, 0.9);
      ink.beginPath();
      ink.arc(x - tall * 0.66, y - tall * 0.18, tall * 0.024, 0, 7);
      ink.fill();
      for (let i = 0; i < 40; i++) {
        const rise = (i / 40 + t * 2) % 1;
        const side = ((i * 37) % 13) / 6 - 1;
        glow(
          ink,
          x - tall * 0.36 + side * rise * tall * 0.3,
          y - tall * (0.62 + 0.75 * Math.sin(rise * 2.4)),
          tall * 0.05,
          `rgba(255,255,255,${(0.6 * (1 - rise)).toFixed(2)})`,
          'rgba(255,255,255,0)',
        );
      }
      ink.restore();
      ink.fillStyle = css(mix(palette.skyLow, palette.light, 0.4), 0.7);
      ink.beginPath();
      ink.ellipse(x + tall * 0.1, y + tall * 0.05, tall * 1.3, tall * 0.035, 0, 0, 7);
      ink.fill();
    },
  };
}

/** A flight of birds that beat their wings. */
export function birds(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = brief.hues.length > 0 ? hsl(brief.hues[0] ?? 0, 0.5, 0.4) : palette.dark > 0.3 ? palette.shade : hex('#3c4250');
  const flock = Array.from({ length: 9 }, (_, i) => ({
    x: 0.28 + random() * 0.44,
    y: 0.18 + random() * 0.24,
    span: (i === 0 ? 0.11 : 0.03 + random() * 0.035) * size,
    phase: random() * 7,
    speed: 0.05 + random() * 0.07,
  }));
  return {
    name: 'birds',
    depth: 0.3,
    brush: 0,
    moving: (ink, t) => {
      for (const bird of flock) {
        const beat = Math.sin(bird.phase + t * Math.PI * 12);
        const [x, y, s] = [(bird.x + bird.speed * (t - 0.5)) * size, (bird.y + 0.012 * Math.sin(bird.phase + t * 6)) * size, bird.span];
        ink.fillStyle = css(own);
        ink.beginPath();
        ink.moveTo(x - s, y - s * 0.3 * beat - s * 0.1);
        ink.quadraticCurveTo(x - s * 0.45, y - s * 0.34 - s * 0.12 * beat, x, y);
        ink.quadraticCurveTo(x + s * 0.45, y - s * 0.34 - s * 0.12 * beat, x + s, y - s * 0.3 * beat - s * 0.1);
        ink.quadraticCurveTo(x + s * 0.4, y - s * 0.1, x + s * 0.06, y + s * 0.1);
        ink.quadraticCurveTo(x, y + s * 0.16, x - s * 0.06, y + s * 0.1);
        ink.quadraticCurveTo(x - s * 0.4, y - s * 0.1, x - s, y - s * 0.3 * beat - s * 0.1);
        ink.fill();
      }
    },
  };
}

export function butterflies(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const flock = Array.from({ length: 6 }, (_, i) => ({
    x: 0.2 + random() * 0.6,
    y: 0.3 + random() * 0.4,
    span: (i === 0 ? 0.09 : 0.035 + random() * 0.025) * size,
    hue: brief.hues[0] ?? random() * 360,
    phase: random() * 7,
  }));
  return {
    name: 'butterflies',
    depth: 0.8,
    brush: 0,
    moving: (ink, t) => {
      for (const one of flock) {
        const open = 0.45 + 0.55 * Math.abs(Math.sin(one.phase + t * Math.PI * 8));
        ink.save();
        ink.translate(
          (one.x + 0.05 * Math.sin(one.phase + t * Math.PI * 2)) * size,
          (one.y + 0.03 * Math.cos(one.phase * 2 + t * Math.PI * 4)) * size,
        );
        ink.rotate(0.35 * Math.sin(one.phase));
        for (const side of [-1, 1]) {
          for (const [cx, cy, rx, ry, tone] of [
            [0.42, -0.28, 0.46, 0.34, 0],
            [0.34, 0.26, 0.34, 0.28, 24],
          ] as const) {
            ink.fillStyle = css(mix(hsl(one.hue + tone, 0.78, 0.58), palette.shade, palette.dark * 0.3));
            ink.beginPath();
            ink.ellipse(side * cx * one.span * open, cy * one.span, rx * one.span * open, ry * one.span, side * -0.5, 0, 7);
            ink.fill();
            ink.fillStyle = css(mix(hsl(one.hue + 50, 0.8, 0.8), palette.shade, palette.dark * 0.3), 0.85);
            ink.beginPath();
            ink.ellipse(
              side * cx * 1.15 * one.span * open,
              cy * one.span,
              rx * 0.4 * one.span * open,
              ry * 0.4 * one.span,
              side * -0.5,
              0,
              7,
            );
            ink.fill();
          }
        }
        ink.fillStyle = '#231a20';
        ink.beginPath();
        ink.ellipse(0, 0, one.span * 0.05, one.span * 0.34, 0, 0, 7);
        ink.fill();
        ink.restore();
      }
    },
  };
}
