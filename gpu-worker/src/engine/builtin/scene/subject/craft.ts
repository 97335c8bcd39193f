import { css, hex, hsl, mix } from '../colour.ts';
import { curve, glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

export function boat(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const sail = brief.tint
    ? dye(brief.tint, 0.6, 0.56)
    : ([hex('#f4ead6'), hex('#c8513d'), hex('#e8b35a')][Math.floor(random() * 3)] ?? hex('#f4ead6'));
  const [bx, by, u] = [size * (0.36 + random() * 0.28), size * 0.72, size * 0.115];
  return {
    name: 'boat',
    depth: 0.4,
    brush: 0,
    moving: (ink, t) => {
      const swing = Math.sin(t * Math.PI * 2);
      ink.fillStyle = css(palette.lit(sail, 0.2), 0.22);
      ink.beginPath();
      ink.ellipse(bx, by + u * 0.75, u * 0.8, u * 0.42, 0, 0, 7);
      ink.fill();
      ink.save();
      ink.translate(bx + (t - 0.5) * size * 0.05, by + swing * size * 0.005);
      ink.rotate(swing * 0.035);
      const canvas = ink.createLinearGradient(-u, 0, u, 0);
      canvas.addColorStop(0, css(mix(palette.lit(sail, 0), palette.light, 0.3)));
      canvas.addColorStop(1, css(mix(palette.lit(sail, 0), palette.shade, 0.34)));
      ink.fillStyle = canvas;
      ink.beginPath();
      ink.moveTo(-u * 0.06, -u * 2.3);
      ink.quadraticCurveTo(-u * 0.75, -u * 1.1, -u * 0.95, -u * 0.12);
      ink.lineTo(-u * 0.06, -u * 0.12);
      ink.fill();
      ink.beginPath();
      ink.moveTo(u * 0.06, -u * 2.1);
      ink.quadraticCurveTo(u * 0.7, -u * 0.9, u * 0.82, -u * 0.16);
      ink.lineTo(u * 0.06, -u * 0.16);
      ink.fill();
      ink.fillStyle = css(palette.lit(hex('#5a3a28'), 0));
      ink.fillRect(-u * 0.03, -u * 2.4, u * 0.06, u * 2.5);
      ink.beginPath();
      ink.moveTo(-u * 1.1, 0);
      ink.quadraticCurveTo(0, u * 0.12, u * 1.16, -u * 0.08);
      ink.quadraticCurveTo(u * 0.8, u * 0.42, u * 0.45, u * 0.42);
      ink.lineTo(-u * 0.7, u * 0.42);
      ink.quadraticCurveTo(-u, u * 0.3, -u * 1.1, 0);
      ink.fill();
      ink.strokeStyle = css(palette.lit(hex('#e9d9b8'), 0), 0.8);
      ink.lineWidth = u * 0.05;
      ink.beginPath();
      ink.moveTo(-u * 1.06, u * 0.08);
      ink.quadraticCurveTo(0, u * 0.2, u * 1.1, 0);
      ink.stroke();
      ink.restore();
    },
  };
}

export function balloon(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const hue = brief.tint?.hue ?? random() * 360;
  const lead = 0.36 + random() * 0.26;
  const crew = [
    { x: lead, y: 0.3, r: 0.115 },
    { x: lead < 0.5 ? 0.78 : 0.2, y: 0.2, r: 0.05 },
    { x: lead < 0.5 ? 0.16 : 0.84, y: 0.42, r: 0.036 },
    { x: 0.62, y: 0.13, r: 0.03 },
    { x: 0.3, y: 0.12, r: 0.026 },
    { x: 0.88, y: 0.36, r: 0.028 },
    { x: 0.1, y: 0.26, r: 0.024 },
  ].slice(0, brief.count ?? 3);
  return {
    name: 'balloon',
    depth: 0.45,
    brush: 0,
    moving: (ink, t) => {
      for (const [i, one] of crew.entries()) {
        const [x, y, r] = [
          (one.x + 0.03 * (t - 0.5)) * size,
          (one.y - 0.03 * (t - 0.5) + 0.006 * Math.sin(t * Math.PI * 2 + i)) * size,
          one.r * size,
        ];
        const gores = 9;
        for (let k = 0; k < gores; k++) {
          const [u0, u1] = [Math.sin(((k / gores) * 2 - 1) * 1.5), Math.sin((((k + 1) / gores) * 2 - 1) * 1.5)];
          const own = hsl(hue + i * 90 + (k % 3) * 34, 0.66, k % 3 === 1 ? 0.82 : 0.55);
          ink.fillStyle = css(
            mix(palette.lit(own, i === 0 ? 0.03 : 0.3), u0 + u1 < 0 ? palette.light : palette.shade, Math.abs(u0 + u1) * 0.2),
          );
          ink.beginPath();
          ink.moveTo(x, y - r);
          ink.bezierCurveTo(x + u0 * r * 1.25, y - r * 0.85, x + u0 * r * 1.1, y + r * 0.45, x + u0 * r * 0.2, y + r * 1.15);
          ink.lineTo(x + u1 * r * 0.2, y + r * 1.15);
          ink.bezierCurveTo(x + u1 * r * 1.1, y + r * 0.45, x + u1 * r * 1.25, y - r * 0.85, x, y - r);
          ink.fill();
        }
        glow(ink, x - r * 0.36, y - r * 0.3, r * 0.55, css(palette.light, 0.45), css(palette.light, 0));
        ink.strokeStyle = css(palette.lit(hex('#5b4636'), 0.1));
        ink.lineWidth = Math.max(0.7, r * 0.02);
        for (const side of [-1, 1]) {
          ink.beginPath();
          ink.moveTo(x + side * r * 0.18, y + r * 1.15);
          ink.lineTo(x + side * r * 0.13, y + r * 1.48);
          ink.stroke();
        }
        ink.fillStyle = css(palette.lit(hex('#8a5a34'), 0.06));
        ink.fillRect(x - r * 0.15, y + r * 1.46, r * 0.3, r * 0.24);
        if (palette.dark > 0.3) glow(ink, x, y + r * 1.1, r * 0.6, 'rgba(255,200,110,0.75)', 'rgba(255,200,110,0)');
      }
    },
  };
}

export function rocket(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const stripe = brief.tint ? dye(brief.tint, 0.7, 0.54) : hsl(8, 0.7, 0.54);
  const [x0, y0, u] = [size * (0.3 + random() * 0.2), size * 0.5, size * 0.075];
  return {
    name: 'rocket',
    depth: 0.6,
    brush: 0,
    moving: (ink, t) => {
      ink.save();
      ink.translate(x0 + t * size * 0.1, y0 - t * size * 0.14);
      ink.rotate(0.62);
      for (let k = 0; k < 26; k++) {
        const back = (k / 26 + t * 6) % 1;
        glow(
          ink,
          Math.sin(k * 3.3) * u * 0.35 * back,
          u * (1.7 + back * 3.6),
          u * (0.3 + back * 0.6),
          `hsla(${48 - back * 30},100%,${70 - back * 20}%,${(0.42 * (1 - back)).toFixed(2)})`,
          'hsla(20,100%,50%,0)',
        );
      }
      ink.fillStyle = css(mix(stripe, [30, 10, 30], 0.25));
      for (const side of [-1, 1]) curveFin(ink, side, u);
      curve(ink, [
        [0, -u * 2.3],
        [-u * 0.55, -u * 1],
        [-u * 0.6, u * 0.6],
        [-u * 0.35, u * 1.6],
        [u * 0.35, u * 1.6],
        [u * 0.6, u * 0.6],
        [u * 0.55, -u * 1],
      ]);
      const hull = ink.createLinearGradient(-u * 0.6, 0, u * 0.6, 0);
      hull.addColorStop(0, 'rgb(255,252,244)');
      hull.addColorStop(0.5, 'rgb(222,222,228)');
      hull.addColorStop(1, css(mix([110, 108, 130], palette.shade, 0.2)));
      ink.fillStyle = hull;
      ink.fill();
      ink.save();
      ink.clip();
      ink.fillStyle = css(stripe);
      ink.fillRect(-u, -u * 2.4, u * 2, u * 0.95);
      ink.fillRect(-u, u * 0.95, u * 2, u * 0.25);
      ink.restore();
      ink.fillStyle = css(stripe);
      ink.beginPath();
      ink.arc(0, -u * 0.4, u * 0.32, 0, 7);
      ink.fill();
      ink.fillStyle = 'rgb(150,210,235)';
      ink.beginPath();
      ink.arc(0, -u * 0.4, u * 0.23, 0, 7);
      ink.fill();
      ink.restore();
    },
  };
}

function curveFin(ink: Parameters<NonNullable<Layer['moving']>>[0], side: number, u: number): void {
  ink.beginPath();
  ink.moveTo(side * u * 0.5, u * 0.5);
  ink.quadraticCurveTo(side * u * 1.2, u * 1, side * u * 1.1, u * 2);
  ink.quadraticCurveTo(side * u * 0.8, u * 1.5, side * u * 0.36, u * 1.5);
  ink.fill();
}
