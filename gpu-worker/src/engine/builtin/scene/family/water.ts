import { css, hex, hsl, mix, type Colour } from '../colour.ts';
import { curve, glow, ridge, swell, type Ink, type Layer, type Stage } from '../layer.ts';
import { luminaryOf, skyLayers, type Luminary } from '../sky.ts';

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
            Math.sin(t * Math.PI * 2 + wave.phase) * size * 0.003 * (1 + wave.v * 2);
          const x = -margin + ((wave.x + t * 0.045 * (0.4 + wave.v)) % 1) * (size + 2 * margin);
          const wide = size * (0.012 + 0.055 * wave.v);
          ink.strokeStyle = css(
            wave.bright > 0.5 ? mix(palette.skyLow, palette.light, 0.5) : palette.shade,
            0.2 + 0.14 * Math.sin(t * Math.PI * 2 + wave.phase),
          );
          ink.lineWidth = Math.max(0.8, size * 0.0028 * (0.3 + wave.v));
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

export function sea(stage: Stage): Layer[] {
  const { size, margin, noise, palette, random } = stage;
  const horizon = 0.55 + random() * 0.06;
  const sun = luminaryOf(stage, horizon);
  const side = random() > 0.5 ? 1 : -1;
  const headland = (x: number): number =>
    size * (horizon + 0.004) - size * 0.16 * ridge(noise, (x / size) * 1.7, 3) * Math.max(0, 0.5 + side * (x / size - 0.5) * 1.5) ** 1.6;
  const shore = (x: number): number => size * (0.93 - 0.07 * side * (x / size - 0.5) * 2 + 0.02 * swell(noise, (x / size) * 1.6, 30));
  const sand = palette.lit(hex('#e2c79b'), 0.05);
  const rocks = Array.from({ length: 7 }, () => ({
    x: 0.5 + side * (0.12 + random() * 0.42),
    y: random() * 0.05,
    r: 0.015 + random() * 0.045,
  }));
  return [
    ...skyLayers(stage, horizon + 0.02, sun),
    {
      name: 'headland',
      depth: 0.1,
      brush: 0.7,
      still: (ink) => {
        ink.beginPath();
        ink.moveTo(-margin, size * (horizon + 0.006));
        for (let x = -margin; x <= size + margin; x += 2) ink.lineTo(x, headland(x));
        ink.lineTo(size + margin, size * (horizon + 0.006));
        const gradient = ink.createLinearGradient(0, size * (horizon - 0.16), 0, size * horizon);
        gradient.addColorStop(0, css(palette.lit(hex('#6b7a6a'), 0.4)));
        gradient.addColorStop(1, css(palette.lit(hex('#7c7168'), 0.58)));
        ink.fillStyle = gradient;
        ink.fill();
      },
    },
    ...waterLayers(stage, horizon, sun),
    {
      name: 'shore',
      depth: 0.62,
      brush: 0.8,
      still: (ink) => {
        ink.beginPath();
        ink.moveTo(-margin, size + margin);
        for (let x = -margin; x <= size + margin; x += 2) ink.lineTo(x, shore(x));
        ink.lineTo(size + margin, size + margin);
        const gradient = ink.createLinearGradient(0, size * 0.86, 0, size);
        gradient.addColorStop(0, css(mix(sand, palette.shade, 0.3)));
        gradient.addColorStop(0.35, css(sand));
        gradient.addColorStop(1, css(mix(sand, palette.shade, 0.2)));
        ink.fillStyle = gradient;
        ink.fill();
        for (const rock of rocks) {
          const [x, y, r] = [rock.x * size, shore(rock.x * size) + rock.y * size, rock.r * size];
          curve(ink, [
            [x - r * 1.3, y + r * 0.5],
            [x - r * 0.8, y - r * 0.4],
            [x - r * 0.1, y - r * 0.8],
            [x + r * 0.7, y - r * 0.5],
            [x + r * 1.3, y + r * 0.5],
          ]);
          const stone = ink.createLinearGradient(x, y - r, x, y + r);
          stone.addColorStop(0, css(mix(palette.lit(hex('#6d6660'), 0), palette.light, 0.25)));
          stone.addColorStop(1, css(palette.lit(hex('#3b3a40'), 0)));
          ink.fillStyle = stone;
          ink.fill();
        }
      },
    },
    {
      name: 'foam',
      depth: 0.6,
      brush: 0,
      moving: (ink, t) => {
        for (let band = 0; band < 2; band++) {
          const reach = size * (0.006 + 0.014 * Math.sin(t * Math.PI * 2 + band * 2.2) - band * 0.022);
          ink.strokeStyle = css(mix(palette.light, palette.skyLow, 0.25), band === 0 ? 0.85 : 0.4);
          ink.lineWidth = size * (band === 0 ? 0.007 : 0.004);
          ink.lineJoin = 'round';
          ink.beginPath();
          for (let x = -margin; x <= size + margin; x += 5) ink.lineTo(x, shore(x) + reach + noise(x / 26, band + t * 0.6) * size * 0.0055);
          ink.stroke();
        }
      },
    },
  ];
}

/** One fish; nose toward +x when `way` is 1. */
function fish(ink: Ink, x: number, y: number, long: number, way: number, body: Colour, wag: number): void {
  ink.save();
  ink.translate(x, y);
  ink.scale(way, 1);
  curve(ink, [
    [long * 0.5, 0],
    [long * 0.2, -long * 0.2],
    [-long * 0.25, -long * 0.1],
    [-long * 0.36, wag * 0.4],
    [-long * 0.25, long * 0.1],
    [long * 0.2, long * 0.2],
  ]);
  const shine = ink.createLinearGradient(0, -long * 0.2, 0, long * 0.2);
  shine.addColorStop(0, css(mix(body, [20, 40, 60], 0.25)));
  shine.addColorStop(0.6, css(body));
  shine.addColorStop(1, css(mix(body, [255, 255, 255], 0.45)));
  ink.fillStyle = shine;
  ink.fill();
  ink.beginPath();
  ink.moveTo(-long * 0.3, wag * 0.3);
  ink.lineTo(-long * 0.56, -long * 0.17 + wag);
  ink.lineTo(-long * 0.5, wag);
  ink.lineTo(-long * 0.56, long * 0.17 + wag);
  ink.fill();
  ink.fillStyle = 'rgba(15,25,40,0.9)';
  ink.beginPath();
  ink.arc(long * 0.34, -long * 0.045, Math.max(0.7, long * 0.03), 0, 7);
  ink.fill();
  ink.restore();
}

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
