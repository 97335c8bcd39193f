import { css, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, curve, glow } from '../layer.ts';
import { beard, crown, wrinkles } from './adornment.ts';
import { backdrop } from './backdrop.ts';

/** A face among turning strokes; a robot sits for its own. */
export function portrait(stage: Stage): Layer[] {
  const { size, random, palette, brief, noise } = stage;
  const hue = brief.hues[0] ?? random() * 360;
  const back = hsl(hue, 0.36, 0.55);
  const skin = mix(hsl(22 + random() * 10, 0.45, 0.34 + random() * 0.4), palette.shade, palette.dark * 0.2);
  const { role } = brief;
  const old = role === 'elder';
  const short = role === 'man' || role === 'king' || role === 'child';
  const hairTone = old ? hsl(40, 0.06, 0.74) : hsl([20, 30, 8, 275, 210][Math.floor(random() * 5)] ?? 20, 0.42, 0.18 + random() * 0.25);
  const cloth = brief.hues[1] ?? hue + 170;
  const strands = Array.from({ length: 170 }, () => ({
    a: random() * Math.PI * 1.5 + Math.PI * 0.78,
    r: 0.8 + random() * 0.4,
    long: (short ? 0.02 : 0.12) + random() * (short ? 0.06 : old ? 0.12 : 0.26),
    tone: random(),
    phase: random() * 7,
  }));
  const [cx, cy, r] = [size * 0.5, size * 0.42, size * 0.165];
  const wall = backdrop(stage, mix(back, [255, 255, 255], 0.3), mix(back, [30, 20, 60], 0.42));
  if (brief.subjects.some((subject) => subject.name === 'robot')) return [wall, halo(stage, cx, cy + r * 0.9, r, hue)];
  return [
    wall,
    halo(stage, cx, cy, r, hue),
    {
      name: 'hair behind',
      depth: 0.36,
      brush: 0.6,
      still: (ink) => {
        ink.fillStyle = css(mix(hairTone, palette.shade, 0.3));
        const fall = short ? 0.72 : 1;
        curve(ink, [
          [cx, cy - r * 1.3],
          [cx - r * 0.92, cy - r * 0.85],
          [cx - r * 1.02, cy + r * fall * 0.3],
          [cx - r * 0.95, cy + r * fall * 1.3],
          [cx - r * 0.5, cy + r * fall * 1.75],
          [cx + r * 0.5, cy + r * fall * 1.75],
          [cx + r * 0.95, cy + r * fall * 1.3],
          [cx + r * 1.02, cy + r * fall * 0.3],
          [cx + r * 0.92, cy - r * 0.85],
        ]);
        ink.fill();
      },
      moving: (ink, t) => {
        ink.lineCap = 'round';
        for (const strand of strands) {
          const [x, y] = [cx + Math.cos(strand.a) * r * 0.84 * strand.r, cy - r * 0.12 + Math.sin(strand.a) * r * 1.08 * strand.r];
          const sway = Math.sin(strand.phase + t * Math.PI * 2) * size * 0.014;
          const down = size * strand.long;
          ink.strokeStyle = css(mix(hairTone, strand.tone > 0.6 ? palette.light : palette.shade, 0.26 * strand.tone), 0.85);
          ink.lineWidth = size * (0.006 + 0.012 * strand.tone);
          ink.beginPath();
          ink.moveTo(x, y);
          ink.bezierCurveTo(
            x + Math.cos(strand.a) * r * 0.5,
            y + down * 0.2,
            x + sway,
            y + down * 0.7,
            x + Math.cos(strand.a) * r * 0.4 + sway * 2,
            y + down,
          );
          ink.stroke();
        }
      },
    },
    {
      name: 'bust',
      depth: 0.4,
      brush: 0.62,
      still: (ink) => {
        curve(ink, [
          [cx - r * 2.1, size * 1.12],
          [cx - r * 1.85, size * 0.83],
          [cx - r * 0.8, size * 0.73],
          [cx, size * 0.76],
          [cx + r * 0.8, size * 0.73],
          [cx + r * 1.85, size * 0.83],
          [cx + r * 2.1, size * 1.12],
        ]);
        const fabric = ink.createLinearGradient(cx - r * 2, 0, cx + r * 2, 0);
        fabric.addColorStop(0, css(hsl(cloth, 0.55, 0.6)));
        fabric.addColorStop(1, css(hsl(cloth + 20, 0.5, 0.27)));
        ink.fillStyle = fabric;
        ink.fill();
        ink.fillStyle = css(mix(skin, palette.shade, 0.3));
        curve(ink, [
          [cx - r * 0.4, cy + r * 0.7],
          [cx - r * 0.45, size * 0.72],
          [cx - r * 0.7, size * 0.755],
          [cx, size * 0.79],
          [cx + r * 0.7, size * 0.755],
          [cx + r * 0.45, size * 0.72],
          [cx + r * 0.4, cy + r * 0.7],
        ]);
        ink.fill();
        curve(ink, [
          [cx, cy - r * 1.24],
          [cx - r * 0.68, cy - r * 0.92],
          [cx - r * 0.86, cy - r * 0.1],
          [cx - r * 0.7, cy + r * 0.62],
          [cx - r * 0.28, cy + r * 1.1],
          [cx + r * 0.05, cy + r * 1.17],
          [cx + r * 0.36, cy + r * 1.06],
          [cx + r * 0.72, cy + r * 0.6],
          [cx + r * 0.86, cy - r * 0.1],
          [cx + r * 0.68, cy - r * 0.92],
        ]);
        const face = ink.createLinearGradient(cx - r, cy, cx + r, cy + r * 0.4);
        face.addColorStop(0, css(mix(skin, [255, 240, 220], 0.36)));
        face.addColorStop(0.55, css(skin));
        face.addColorStop(1, css(mix(skin, [60, 24, 60], 0.45)));
        ink.fillStyle = face;
        ink.fill();
        glow(ink, cx - r * 0.42, cy + r * 0.32, r * 0.34, css([232, 120, 100], 0.34), css([232, 120, 100], 0));
        glow(ink, cx + r * 0.44, cy + r * 0.32, r * 0.3, css([200, 90, 90], 0.3), css([200, 90, 90], 0));
      },
    },
    {
      name: 'features',
      depth: 0.42,
      brush: 0,
      still: (ink) => {
        const dark = mix(hairTone, [20, 10, 20], 0.5);
        ink.lineCap = 'round';
        for (const side of [-1, 1]) {
          const [ex, ey] = [cx + side * r * 0.38, cy - r * 0.06];
          ink.fillStyle = 'rgba(250,246,238,0.92)';
          curve(ink, [
            [ex - r * 0.19, ey + r * 0.02],
            [ex, ey - r * 0.1],
            [ex + r * 0.19, ey + r * 0.02],
            [ex, ey + r * 0.08],
          ]);
          ink.fill();
          ink.fillStyle = css(hsl(hue + 200, 0.45, 0.3));
          ink.beginPath();
          ink.arc(ex + r * 0.02, ey - r * 0.01, r * 0.082, 0, 7);
          ink.fill();
          ink.fillStyle = 'rgba(255,255,255,0.9)';
          ink.beginPath();
          ink.arc(ex - r * 0.01, ey - r * 0.04, r * 0.025, 0, 7);
          ink.fill();
          ink.strokeStyle = css(dark, 0.92);
          ink.lineWidth = r * 0.055;
          ink.beginPath();
          ink.moveTo(ex - r * 0.21, ey + r * 0.01);
          ink.quadraticCurveTo(ex, ey - r * 0.16, ex + r * 0.21, ey + r * 0.01);
          ink.stroke();
          ink.lineWidth = r * 0.07;
          ink.beginPath();
          ink.moveTo(ex - side * r * 0.2, ey - r * 0.27);
          ink.quadraticCurveTo(ex + side * r * 0.06, ey - r * 0.37, ex + side * r * 0.26, ey - r * 0.24);
          ink.stroke();
        }
        ink.strokeStyle = css(mix(skin, [70, 25, 50], 0.55), 0.85);
        ink.lineWidth = r * 0.045;
        ink.beginPath();
        ink.moveTo(cx + r * 0.06, cy - r * 0.05);
        ink.quadraticCurveTo(cx + r * 0.2, cy + r * 0.3, cx + r * 0.12, cy + r * 0.38);
        ink.quadraticCurveTo(cx + r * 0.02, cy + r * 0.44, cx - r * 0.1, cy + r * 0.39);
        ink.stroke();
        ink.fillStyle = css(mix(hsl(352, 0.5, 0.48), skin, 0.25));
        curve(ink, [
          [cx - r * 0.27, cy + r * 0.69],
          [cx - r * 0.08, cy + r * 0.62],
          [cx, cy + r * 0.645],
          [cx + r * 0.08, cy + r * 0.62],
          [cx + r * 0.27, cy + r * 0.69],
          [cx, cy + r * 0.79],
        ]);
        ink.fill();
        for (let i = 0; i < 130; i++) {
          const u = (i / 129) * 2 - 1;
          const part = -0.3;
          ink.strokeStyle = css(
            mix(hairTone, noise(i * 0.3, 2) > 0 ? palette.light : palette.shade, 0.16 + 0.14 * Math.abs(noise(i * 0.4, 8))),
            0.9,
          );
          ink.lineWidth = r * 0.065;
          ink.beginPath();
          ink.moveTo(cx + part * r * 0.7, cy - r * 1.24);
          ink.quadraticCurveTo(
            cx + u * r * 0.95,
            cy - r * (1.36 - 0.28 * Math.abs(u)),
            cx + Math.sign(u || 1) * r * (0.8 + 0.14 * Math.abs(noise(i, 4))),
            cy - r * (0.62 - 0.74 * Math.abs(u)),
          );
          ink.stroke();
        }
        if (old) wrinkles(ink, cx, cy, r, css(mix(skin, [70, 30, 50], 0.5), 0.5));
        if (role === 'king') beard(ink, stage, cx, cy, r, hairTone);
        if (role === 'queen' || role === 'king') crown(ink, stage, cx, cy, r);
      },
      moving: (ink, t) => {
        const shut = Math.max(lid(t, 0.22), lid(t, 0.7));
        if (shut <= 0) return;
        for (const side of [-1, 1]) {
          const [ex, ey] = [cx + side * r * 0.38, cy - r * 0.06];
          ink.fillStyle = css(skin);
          ink.beginPath();
          ink.ellipse(ex, ey - r * 0.1 * (1 - shut), r * 0.21, r * 0.115 * shut, 0, 0, 7);
          ink.fill();
        }
      },
    },
  ];
}

/** How far a lid is shut about the moment `at`: 1 shut. */
function lid(t: number, at: number): number {
  return Math.max(0, 1 - Math.abs(t - at) / 0.03);
}

/** Strokes of colour that turn around the head. */
function halo(stage: Stage, cx: number, cy: number, r: number, hue: number): Layer {
  const { size, random } = stage;
  const strokes = Array.from({ length: 240 }, () => ({
    angle: random() * Math.PI * 2,
    reach: r * (1.5 + random() * 1.6),
    long: 0.2 + random() * 0.5,
    wide: size * (0.004 + random() * 0.012),
    hue: hue + (random() < 0.5 ? 30 : 190) + (random() - 0.5) * 24,
    pace: (random() < 0.5 ? -1 : 1) * (0.35 + random() * 0.5),
  }));
  return {
    name: 'halo',
    depth: 0.2,
    brush: 0,
    moving: (ink, t) => {
      ink.lineCap = 'round';
      for (const one of strokes) {
        const from = one.angle + one.pace * (t - 0.5);
        ink.strokeStyle = css(hsl(one.hue, 0.55, 0.62), 0.26);
        ink.lineWidth = one.wide;
        ink.beginPath();
        ink.arc(cx, cy, one.reach, from, from + one.long);
        ink.stroke();
      }
    },
  };
}
