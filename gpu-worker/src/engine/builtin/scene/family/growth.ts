import { css, hex, hsl, mix, type Colour } from '../colour.ts';
import type { Ink, Stage } from '../layer.ts';

/** A fir: tiers of drooping boughs. `tall` in pixels, foot at x, y. */
export function fir(ink: Ink, stage: Stage, x: number, y: number, tall: number, colour: Colour, snowy = false): void {
  const { random } = stage;
  const tiers = 6;
  const lean = (random() - 0.5) * tall * 0.04;
  ink.fillStyle = css(mix(colour, hex('#2a1c18'), 0.5));
  ink.fillRect(x - tall * 0.016, y - tall * 0.16, tall * 0.032, tall * 0.17);
  for (let tier = 0; tier < tiers; tier++) {
    const share = tier / tiers;
    const top = y - tall * (1 - share * 0.84);
    const foot = y - tall * (0.8 - share * 0.74);
    const half = tall * (0.05 + 0.17 * (share + 0.12)) * (0.85 + random() * 0.3);
    const cx = x + lean * (1 - share);
    ink.fillStyle = css(mix(colour, [0, 0, 0], 0.14 * random()));
    ink.beginPath();
    ink.moveTo(cx, top);
    ink.quadraticCurveTo(cx + half * 0.3, foot - tall * 0.05, cx + half, foot + tall * 0.018);
    ink.quadraticCurveTo(cx + half * 0.4, foot - tall * 0.01, cx, foot + tall * 0.006);
    ink.quadraticCurveTo(cx - half * 0.4, foot - tall * 0.01, cx - half, foot + tall * 0.018);
    ink.quadraticCurveTo(cx - half * 0.3, foot - tall * 0.05, cx, top);
    ink.fill();
    if (!snowy) continue;
    ink.fillStyle = css(mix(stage.palette.lit([248, 250, 255], 0.02), colour, 0.08), 0.92);
    ink.beginPath();
    ink.moveTo(cx, top - tall * 0.004);
    ink.quadraticCurveTo(cx + half * 0.3, foot - tall * 0.055, cx + half * 0.86, foot + tall * 0.006);
    ink.quadraticCurveTo(cx + half * 0.25, foot - tall * 0.035, cx, foot - tall * 0.045);
    ink.quadraticCurveTo(cx - half * 0.25, foot - tall * 0.035, cx - half * 0.86, foot + tall * 0.006);
    ink.quadraticCurveTo(cx - half * 0.3, foot - tall * 0.055, cx, top - tall * 0.004);
    ink.fill();
  }
}

/** A round-headed tree built of leaf dabs, lit from above. */
export function leafy(ink: Ink, stage: Stage, x: number, y: number, tall: number, colour: Colour): void {
  const { random, palette } = stage;
  ink.strokeStyle = css(palette.lit(hex('#4a3528'), 0));
  ink.lineCap = 'round';
  const limb = (x0: number, y0: number, angle: number, length: number, width: number, left: number): void => {
    const [x1, y1] = [x0 + Math.cos(angle) * length, y0 + Math.sin(angle) * length];
    ink.lineWidth = width;
    ink.beginPath();
    ink.moveTo(x0, y0);
    ink.quadraticCurveTo((x0 + x1) / 2 + (random() - 0.5) * length * 0.25, (y0 + y1) / 2, x1, y1);
    ink.stroke();
    if (left === 0) return;
    for (const side of [-1, 0.1, 1])
      limb(x1, y1, angle + side * (0.35 + random() * 0.4), length * (0.62 + random() * 0.15), width * 0.6, left - 1);
  };
  limb(x, y, -Math.PI / 2 + (random() - 0.5) * 0.12, tall * 0.36, tall * 0.055, 2);
  // A tall tree shows more and smaller leaves.
  const grain = Math.max(0.36, Math.min(1, (stage.size * 0.12) / tall));
  const dabCount = Math.round(240 / (grain * grain * 0.8 + 0.2));
  const dabs = Array.from({ length: dabCount }, () => {
    const angle = random() * Math.PI * 2;
    const reach = Math.sqrt(random());
    const lumpy = 1 + 0.16 * stage.noise(Math.cos(angle) * 1.6 + x, Math.sin(angle) * 1.6);
    return {
      x: x + Math.cos(angle) * reach * tall * 0.36 * lumpy,
      y: y - tall * 0.66 + Math.sin(angle) * reach * tall * 0.31 * lumpy,
      r: tall * (0.02 + random() * 0.038) * grain,
      tone: random(),
    };
  }).toSorted((a, b) => b.y - a.y);
  for (const dab of dabs) {
    const high = Math.max(0, Math.min(1, (y - tall * 0.36 - dab.y) / (tall * 0.6)));
    ink.fillStyle = css(
      mix(mix(colour, palette.shade, 0.55 * (1 - high) * (0.5 + 0.5 * dab.tone)), palette.light, 0.42 * high * dab.tone),
      0.88,
    );
    ink.beginPath();
    ink.ellipse(dab.x, dab.y, dab.r * 1.2, dab.r * 0.85, dab.tone * 3, 0, 7);
    ink.fill();
  }
}

/** Blades that lean with the noise. */
export function grass(ink: Ink, stage: Stage, x: number, y: number, tall: number, colour: Colour): void {
  const lean = stage.noise((x / stage.size) * 3, y / stage.size) * tall * 0.5;
  ink.strokeStyle = css(colour);
  ink.lineWidth = Math.max(0.8, tall * 0.045);
  ink.beginPath();
  ink.moveTo(x, y);
  ink.quadraticCurveTo(x + lean * 0.2, y - tall * 0.6, x + lean, y - tall);
  ink.stroke();
}

export const FLOWERS = ['daisy', 'poppy', 'tulip', 'lavender', 'sunflower'] as const;
export type Flower = (typeof FLOWERS)[number];

/** One flower on its stem; foot at x, y; `tall` in pixels. */
export function flower(ink: Ink, stage: Stage, kind: Flower, x: number, y: number, tall: number, colour: Colour, stem: Colour): void {
  const { random, palette } = stage;
  const lean = stage.noise((x / stage.size) * 3, 7) * tall * 0.22;
  const [hx, hy] = [x + lean, y - tall];
  ink.strokeStyle = css(stem);
  ink.lineWidth = Math.max(1, tall * 0.028);
  ink.beginPath();
  ink.moveTo(x, y);
  ink.quadraticCurveTo(x, y - tall * 0.5, hx, hy);
  ink.stroke();
  const head = tall * 0.17;
  const petal = (angle: number, long: number, wide: number, tone: Colour): void => {
    ink.fillStyle = css(tone);
    ink.beginPath();
    ink.ellipse(hx + Math.cos(angle) * long * 0.55, hy + Math.sin(angle) * long * 0.5, long * 0.55, wide, angle, 0, 7);
    ink.fill();
  };
  const turn = random() * 3;
  switch (kind) {
    case 'daisy':
      for (let i = 0; i < 11; i++)
        petal(turn + (i / 11) * Math.PI * 2, head, head * 0.2, mix(colour, palette.light, 0.25 + 0.3 * random()));
      ink.fillStyle = css(palette.lit(hex('#f0b429'), 0));
      break;
    case 'sunflower':
      for (let i = 0; i < 16; i++)
        petal(turn + (i / 16) * Math.PI * 2, head * 1.25, head * 0.2, mix(palette.lit(hex('#f5b81f'), 0), palette.light, 0.25 * random()));
      ink.fillStyle = css(palette.lit(hex('#5a3418'), 0));
      ink.beginPath();
      ink.arc(hx, hy, head * 0.5, 0, 7);
      ink.fill();
      return;
    case 'poppy':
      for (let i = 0; i < 5; i++)
        petal(turn + (i / 5) * Math.PI * 2, head * 1.05, head * 0.62, mix(colour, i % 2 ? palette.shade : palette.light, 0.16));
      ink.fillStyle = css(palette.lit(hex('#2b1a22'), 0));
      break;
    case 'tulip':
      for (const side of [-0.5, 0.5, 0]) {
        ink.fillStyle = css(mix(colour, side === 0 ? palette.light : palette.shade, 0.15));
        ink.beginPath();
        ink.ellipse(hx + side * head * 0.7, hy, head * 0.44, head * 0.95, side * 0.5, 0, 7);
        ink.fill();
      }
      return;
    case 'lavender':
      for (let i = 0; i < 9; i++) {
        ink.fillStyle = css(mix(hsl(268, 0.45, 0.6), i % 2 ? palette.light : palette.shade, 0.22));
        ink.beginPath();
        ink.ellipse(hx + (i % 2 ? 1 : -1) * head * 0.2, hy + i * head * 0.26 - head, head * 0.26, head * 0.2, 0.4, 0, 7);
        ink.fill();
      }
      return;
    default:
      kind satisfies never;
  }
  ink.beginPath();
  ink.arc(hx, hy, head * 0.28, 0, 7);
  ink.fill();
}
