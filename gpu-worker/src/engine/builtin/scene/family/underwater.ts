import { css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, glow, swell } from '../layer.ts';
import { REST } from '../wind.ts';
import { fish } from './fish.ts';

export function underwater(stage: Stage): Layer[] {
  const { size, margin, noise, random, brief } = stage;
  const hue = brief.hues[0] ?? 196;
  const [bright, mid, dark] = [hsl(hue - 14, 0.6, 0.68), hsl(hue, 0.62, 0.4), hsl(hue + 16, 0.66, 0.13)];
  const shoal = Array.from({ length: 46 }, () => ({
    x: random(),
    y: 0.3 + random() * 0.24,
    long: 0.018 + random() * 0.016,
    phase: random() * 7,
  }));
  const big = Array.from({ length: 6 }, (_, i) => ({
    x: random(),
    y: 0.22 + random() * 0.52,
    long: 0.06 + random() * 0.08,
    way: i % 2 ? 1 : -1,
    hue: brief.hues[1] ?? [18, 46, 340, 28, 300, 190][i] ?? 18,
    phase: random() * 7,
  }));
  const bubbles = Array.from({ length: 60 }, () => ({ x: random(), y: random(), r: 0.0016 + random() ** 3 * 0.008, phase: random() * 7 }));
  const reef = (name: string, base: number, depth: number, far: number, count: number): Layer => ({
    name,
    depth,
    brush: 0.75,
    bend: (y, t) =>
      0.03 * Math.max(0, base - y) * (Math.sin(t * Math.PI * 4 + y * 9 + far * 5) - Math.sin(REST * Math.PI * 4 + y * 9 + far * 5)) * 4,
    still: (ink) => {
      const floor = (x: number): number => size * (base - 0.06 * swell(noise, (x / size) * 1.6, base * 30));
      for (let i = 0; i < count; i++) {
        const x = -margin + random() * (size + 2 * margin);
        const y = floor(x) + size * 0.02;
        const tone = mix(hsl([350, 20, 300, 45, 160, 275][Math.floor(random() * 6)] ?? 350, 0.6, 0.56), mid, far);
        const tall = size * (0.05 + random() * 0.13) * (1.1 - far * 0.6);
        if (i % 3 === 0) {
          for (let k = 0; k < 14; k++) {
            ink.fillStyle = css(mix(tone, k % 2 ? bright : dark, 0.24), 0.95);
            ink.beginPath();
            ink.arc(x + (random() - 0.5) * tall * 1.1, y - random() * tall * 0.5, tall * (0.1 + random() * 0.1), 0, 7);
            ink.fill();
          }
        } else if (i % 3 === 1) {
          ink.strokeStyle = css(tone);
          ink.lineCap = 'round';
          const branch = (x0: number, y0: number, angle: number, long: number, wide: number, left: number): void => {
            const [x1, y1] = [x0 + Math.cos(angle) * long, y0 + Math.sin(angle) * long];
            ink.lineWidth = wide;
            ink.beginPath();
            ink.moveTo(x0, y0);
            ink.lineTo(x1, y1);
            ink.stroke();
            if (left > 0)
              for (const turn of [-0.45, 0.4]) branch(x1, y1, angle + turn + (random() - 0.5) * 0.3, long * 0.74, wide * 0.72, left - 1);
          };
          branch(x, y, -Math.PI / 2 + (random() - 0.5) * 0.3, tall * 0.36, tall * 0.11, 3);
        } else {
          ink.strokeStyle = css(mix(hsl(140 + random() * 40, 0.5, 0.42), mid, far), 0.9);
          for (let k = 0; k < 6; k++) {
            ink.lineWidth = tall * 0.06;
            ink.beginPath();
            const foot = x + (k - 3) * tall * 0.09;
            ink.moveTo(foot, y);
            ink.bezierCurveTo(
              foot + tall * 0.2,
              y - tall * 0.5,
              foot - tall * 0.2,
              y - tall,
              foot + (random() - 0.3) * tall * 0.3,
              y - tall * (1.2 + random() * 0.7),
            );
            ink.stroke();
          }
        }
      }
      ink.beginPath();
      ink.moveTo(-margin, size + margin);
      for (let x = -margin; x <= size + margin; x += 2) ink.lineTo(x, floor(x));
      ink.lineTo(size + margin, size + margin);
      ink.fillStyle = css(mix(mix(hex('#cdb98f'), mid, 0.45 + far * 0.4), dark, 0.35));
      ink.fill();
    },
  });
  return [
    {
      name: 'depths',
      depth: 0,
      brush: 0.8,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, -margin, 0, size + margin);
        gradient.addColorStop(0, css(bright));
        gradient.addColorStop(0.42, css(mid));
        gradient.addColorStop(1, css(dark));
        ink.fillStyle = gradient;
        ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
        glow(ink, size * 0.46, -size * 0.05, size * 0.7, css([240, 255, 250], 0.7), css([240, 255, 250], 0));
      },
    },
    {
      name: 'rays',
      depth: 0.08,
      brush: 0,
      moving: (ink, t) => {
        ink.save();
        ink.globalCompositeOperation = 'screen';
        for (let i = 0; i < 8; i++) {
          const sway = 0.05 * Math.sin(t * Math.PI * 2 + i * 1.7);
          const x = size * (0.1 + i * 0.11 + sway);
          const gradient = ink.createLinearGradient(0, 0, 0, size * 0.8);
          gradient.addColorStop(0, css(bright, 0.34));
          gradient.addColorStop(1, css(bright, 0));
          ink.fillStyle = gradient;
          ink.beginPath();
          ink.moveTo(size * (0.4 + i * 0.02), -margin);
          ink.lineTo(x + size * 0.07, size * 0.85);
          ink.lineTo(x - size * 0.03, size * 0.85);
          ink.fill();
        }
        ink.restore();
      },
    },
    reef('far reef', 0.82, 0.25, 0.62, 22),
    {
      name: 'shoal',
      depth: 0.4,
      brush: 0,
      moving: (ink, t) => {
        for (const one of shoal) {
          const x = (((one.x * 0.5 + 0.2 + t * 0.22) % 1.2) - 0.1) * size;
          fish(
            ink,
            x,
            (one.y + 0.012 * Math.sin(one.phase + t * Math.PI * 4)) * size,
            one.long * size,
            1,
            mix(bright, [255, 255, 255], 0.3),
            Math.sin(one.phase + t * Math.PI * 16) * one.long * size * 0.12,
          );
        }
      },
    },
    reef('reef', 0.93, 0.6, 0.2, 24),
    {
      name: 'fishes',
      depth: 0.5,
      brush: 0,
      moving: (ink, t) => {
        for (const one of big) {
          const x = (((one.x + one.way * t * 0.16 + 1.3) % 1.3) - 0.15) * size;
          fish(
            ink,
            x,
            (one.y + 0.01 * Math.sin(one.phase + t * Math.PI * 2)) * size,
            one.long * size,
            one.way,
            mix(hsl(one.hue, 0.8, 0.58), mid, 0.14),
            Math.sin(one.phase + t * Math.PI * 12) * one.long * size * 0.1,
          );
        }
        for (const bubble of bubbles) {
          const y = (((bubble.y - t * 0.5 + 1) % 1) * 1.1 - 0.05) * size;
          const x = (bubble.x + 0.01 * Math.sin(bubble.phase + t * Math.PI * 4)) * size;
          ink.strokeStyle = 'rgba(235,255,255,0.6)';
          ink.lineWidth = Math.max(0.6, size * 0.0012);
          ink.beginPath();
          ink.arc(x, y, bubble.r * size, 0, 7);
          ink.stroke();
        }
      },
    },
  ];
}
