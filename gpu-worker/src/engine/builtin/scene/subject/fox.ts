import { type Colour, css, hex, mix } from '../colour.ts';
import { type Ink, type Layer, type Stage, glow } from '../layer.ts';
import { type Points, outline } from './outline.ts';
import { dye } from '../tint.ts';

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

export function fox(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own: Colour = brief.tint ? dye(brief.tint, 0.62, 0.48) : hex('#cf6a2c');
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
