import { css, hex, hsl, mix } from '../colour.ts';
import { leafy } from '../family/growth.ts';
import { cottage } from '../family/cottage.ts';
import { glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

export function house(stage: Stage): Layer {
  const { size, palette, random } = stage;
  const [x, y, wide] = [size * (0.36 + random() * 0.28), size * 0.92, size * 0.24];
  const puffs = Array.from({ length: 9 }, (_, i) => ({ phase: random() * 7, start: i / 9 }));
  return {
    name: 'house',
    depth: 0.87,
    brush: 0.6,
    still: (ink) => {
      glow(ink, x, y, wide * 0.9, css(palette.shade, 0.55), css(palette.shade, 0), 0.12);
      cottage(ink, stage, x, y, wide, 0);
      leafy(ink, stage, x - wide * 0.85, y + size * 0.01, wide * 0.95, palette.lit(palette.leaf, 0));
    },
    moving: (ink, t) => {
      for (const puff of puffs) {
        const rise = (puff.start + t) % 1;
        glow(
          ink,
          x + wide * (0.24 + rise * 0.4) + Math.sin(puff.phase + rise * 4) * wide * 0.06,
          y - wide * (1.25 + rise * 0.9),
          wide * (0.05 + rise * 0.14),
          css(mix(palette.light, palette.skyMid, 0.3), 0.4 * (1 - rise)),
          css(palette.light, 0),
        );
      }
    },
  };
}

export function tree(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const leaf = brief.tint
    ? dye(brief.tint, 0.5, 0.46)
    : brief.season === 'spring' || (brief.season === null && random() < 0.2)
      ? hex('#e9a9bd')
      : palette.leaf;
  const x = size * (0.34 + random() * 0.32);
  const falling = Array.from({ length: 22 }, () => ({ x: random() - 0.5, y: random(), phase: random() * 7 }));
  return {
    name: 'tree',
    depth: 0.9,
    brush: 0.22,
    still: (ink) => {
      glow(ink, x, size * 0.97, size * 0.3, css(palette.shade, 0.5), css(palette.shade, 0), 0.12);
      leafy(ink, stage, x, size * 0.975, size * 0.7, palette.lit(leaf, 0));
    },
    moving: (ink, t) => {
      for (const one of falling) {
        const fall = (one.y + t) % 1;
        ink.fillStyle = css(mix(palette.lit(leaf, 0), palette.light, 0.2), 0.9 * Math.sin(fall * Math.PI));
        ink.beginPath();
        ink.ellipse(
          x + one.x * size * 0.5 + Math.sin(one.phase + fall * 6) * size * 0.03,
          size * (0.5 + fall * 0.46),
          size * 0.007,
          size * 0.0045,
          one.phase + fall * 5,
          0,
          7,
        );
        ink.fill();
      }
    },
  };
}

export function lighthouse(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const stripe = palette.lit(brief.tint ? dye(brief.tint, 0.6, 0.5) : hex('#c2453a'), 0);
  const [x, foot, u] = [size * (random() > 0.5 ? 0.74 : 0.27), size * 0.88, size * 0.052];
  const top = foot - u * 9;
  return {
    name: 'lighthouse',
    depth: 0.55,
    brush: 0.4,
    still: (ink) => {
      ink.fillStyle = css(palette.lit(hex('#55504f'), 0));
      ink.beginPath();
      ink.moveTo(x - u * 4.2, foot + u * 1.4);
      ink.quadraticCurveTo(x - u * 2.2, foot - u * 0.9, x, foot - u * 0.7);
      ink.quadraticCurveTo(x + u * 2.4, foot - u * 0.9, x + u * 4.4, foot + u * 1.4);
      ink.fill();
      for (let k = 0; k < 6; k++) {
        const [y0, y1] = [foot - (k / 6) * u * 9, foot - ((k + 1) / 6) * u * 9];
        const [w0, w1] = [u * (1.25 - k * 0.09), u * (1.25 - (k + 1) * 0.09)];
        const wall = k % 2 ? stripe : palette.lit(hex('#f6f1e6'), 0);
        const round = ink.createLinearGradient(x - w0, 0, x + w0, 0);
        round.addColorStop(0, css(mix(wall, palette.light, 0.3)));
        round.addColorStop(0.5, css(wall));
        round.addColorStop(1, css(mix(wall, palette.shade, 0.55)));
        ink.fillStyle = round;
        ink.beginPath();
        ink.moveTo(x - w0, y0);
        ink.lineTo(x - w1, y1);
        ink.lineTo(x + w1, y1);
        ink.lineTo(x + w0, y0);
        ink.fill();
      }
      ink.fillStyle = css(palette.lit(hex('#33363f'), 0));
      ink.fillRect(x - u * 0.98, top - u * 0.16, u * 1.96, u * 0.26);
      ink.fillStyle = '#ffe9a8';
      ink.fillRect(x - u * 0.5, top - u * 1.05, u, u * 0.9);
      ink.fillStyle = css(stripe);
      ink.beginPath();
      ink.moveTo(x - u * 0.72, top - u * 1.02);
      ink.quadraticCurveTo(x, top - u * 2.1, x + u * 0.72, top - u * 1.02);
      ink.fill();
    },
    moving: (ink, t) => {
      const lamp = top - u * 0.6;
      const strength = 0.25 + palette.dark * 0.6;
      glow(ink, x, lamp, u * 3.4, `rgba(255,236,170,${(0.9 * strength).toFixed(2)})`, 'rgba(255,236,170,0)');
      for (const half of [0, Math.PI]) {
        const turn = t * Math.PI * 2 + half;
        const reach = Math.cos(turn) * size * 0.9;
        const beam = ink.createLinearGradient(x, 0, x + reach, 0);
        beam.addColorStop(0, `rgba(255,240,190,${(0.6 * strength).toFixed(2)})`);
        beam.addColorStop(1, 'rgba(255,240,190,0)');
        ink.fillStyle = beam;
        ink.beginPath();
        ink.moveTo(x, lamp - u * 0.12);
        ink.lineTo(x + reach, lamp - u * 1.7 + Math.sin(turn) * u);
        ink.lineTo(x + reach, lamp + u * 1.5 + Math.sin(turn) * u);
        ink.lineTo(x, lamp + u * 0.12);
        ink.fill();
      }
    },
  };
}

export function castle(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const stone = palette.lit(hex('#a59a90'), 0.14);
  const roof = palette.lit(brief.tint ? dye(brief.tint, 0.5, 0.42) : hex('#4a6385'), 0.12);
  const [x, foot, u] = [size * (0.4 + random() * 0.2), size * 0.76, size * 0.05];
  const towers = [
    [-3, 3.4, 0.8],
    [3, 3.8, 0.85],
    [-1.5, 5.2, 0.9],
    [1.6, 6, 0.95],
    [0, 7.4, 1.15],
  ] as const;
  return {
    name: 'castle',
    depth: 0.42,
    brush: 0.5,
    still: (ink) => {
      ink.fillStyle = css(palette.lit(hex('#4f5a4e'), 0.18));
      ink.beginPath();
      ink.moveTo(x - u * 7, foot + u * 2.6);
      ink.quadraticCurveTo(x - u * 4, foot - u * 0.5, x, foot - u * 0.2);
      ink.quadraticCurveTo(x + u * 4, foot - u * 0.5, x + u * 7, foot + u * 2.6);
      ink.fill();
      ink.fillStyle = css(mix(stone, palette.shade, 0.18));
      ink.fillRect(x - u * 3.6, foot - u * 2.1, u * 7.2, u * 2.4);
      for (let k = 0; k < 12; k++) ink.fillRect(x + u * (-3.6 + k * 0.6), foot - u * 2.4, u * 0.34, u * 0.4);
      for (const [dx, high, wide] of towers) {
        const [tx, top, w] = [x + dx * u, foot - high * u, wide * u];
        const wall = ink.createLinearGradient(tx - w, 0, tx + w, 0);
        wall.addColorStop(0, css(mix(stone, palette.light, 0.3)));
        wall.addColorStop(0.5, css(stone));
        wall.addColorStop(1, css(mix(stone, palette.shade, 0.48)));
        ink.fillStyle = wall;
        ink.fillRect(tx - w * 0.6, top, w * 1.2, foot - top + u * 0.2);
        ink.fillRect(tx - w * 0.74, top, w * 1.48, u * 0.36);
        const cone = ink.createLinearGradient(tx - w, 0, tx + w, 0);
        cone.addColorStop(0, css(mix(roof, palette.light, 0.26)));
        cone.addColorStop(1, css(mix(roof, palette.shade, 0.5)));
        ink.fillStyle = cone;
        ink.beginPath();
        ink.moveTo(tx - w * 0.86, top + u * 0.04);
        ink.lineTo(tx, top - w * 2.3);
        ink.lineTo(tx + w * 0.86, top + u * 0.04);
        ink.fill();
        ink.fillStyle = palette.dark > 0.3 ? '#ffd68a' : css(mix(stone, palette.shade, 0.7));
        for (let k = 0; k < 2; k++) ink.fillRect(tx - w * 0.1, top + u * (0.8 + k * 1.2), w * 0.22, u * 0.42);
      }
      ink.fillStyle = css(mix(stone, palette.shade, 0.75));
      ink.beginPath();
      ink.arc(x, foot - u * 0.55, u * 0.5, Math.PI, 0);
      ink.lineTo(x + u * 0.5, foot + u * 0.3);
      ink.lineTo(x - u * 0.5, foot + u * 0.3);
      ink.fill();
    },
    moving: (ink, t) => {
      const top = foot - 7.4 * u - u * 2.6;
      ink.fillStyle = css(palette.lit(hex('#d4412f'), 0));
      ink.beginPath();
      ink.moveTo(x, top - u * 0.7);
      for (let k = 0; k <= 8; k++) ink.lineTo(x + (k / 8) * u * 1.3, top - u * 0.7 + Math.sin(t * Math.PI * 8 + k) * u * 0.1 * (k / 8));
      for (let k = 8; k >= 0; k--) ink.lineTo(x + (k / 8) * u * 1.3, top - u * 0.2 + Math.sin(t * Math.PI * 8 + k) * u * 0.1 * (k / 8));
      ink.fill();
      ink.fillRect(x - u * 0.03, top - u * 0.7, u * 0.06, u * 0.9);
    },
  };
}

/** A walker seen from behind, with an umbrella when it rains. */
export function person(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const coat = palette.lit(brief.tint ? dye(brief.tint, 0.6, 0.42) : hsl([4, 46, 215, 150][Math.floor(random() * 4)] ?? 4, 0.6, 0.42), 0);
  const [x, foot, u] = [size * (0.34 + random() * 0.32), size * 0.965, size * 0.026];
  return {
    name: 'person',
    depth: 0.8,
    brush: 0.3,
    still: (ink) => {
      glow(ink, x, foot, u * 3.4, css(palette.shade, 0.6), css(palette.shade, 0), 0.2);
      ink.fillStyle = css(palette.lit(hex('#2c2833'), 0));
      for (const dx of [-0.5, 0.32]) ink.fillRect(x + dx * u, foot - u * 3, u * 0.52, u * 3);
      const cloth = ink.createLinearGradient(x - u * 1.3, 0, x + u * 1.3, 0);
      cloth.addColorStop(0, css(mix(coat, palette.light, 0.26)));
      cloth.addColorStop(1, css(mix(coat, palette.shade, 0.46)));
      ink.fillStyle = cloth;
      ink.beginPath();
      ink.moveTo(x - u * 0.7, foot - u * 6.4);
      ink.quadraticCurveTo(x - u * 1.5, foot - u * 4.6, x - u * 1.25, foot - u * 2);
      ink.lineTo(x + u * 1.25, foot - u * 2);
      ink.quadraticCurveTo(x + u * 1.5, foot - u * 4.6, x + u * 0.7, foot - u * 6.4);
      ink.fill();
      ink.fillStyle = css(palette.lit(hex('#5b3a2a'), 0));
      ink.beginPath();
      ink.arc(x, foot - u * 7, u * 0.74, 0, 7);
      ink.fill();
      if (brief.weather !== 'rain') return;
      ink.fillStyle = css(mix(coat, palette.shade, 0.2));
      ink.beginPath();
      ink.arc(x + u * 0.3, foot - u * 7.6, u * 3, Math.PI, 0);
      for (let k = 3; k > -3; k--) ink.quadraticCurveTo(x + u * (0.3 + k - 0.5), foot - u * 8.1, x + u * (0.3 + k - 1), foot - u * 7.6);
      ink.fill();
      ink.fillRect(x + u * 0.24, foot - u * 8, u * 0.12, u * 4);
    },
  };
}
