import { css, hex, mix } from '../colour.ts';
import { curve, glow, type Layer, type Stage } from '../layer.ts';
import { dye } from '../tint.ts';

/** A dragon on the wing: body and tail wave, wings beat, and its breath glows. */
export function dragon(stage: Stage): Layer {
  const { size, palette, random, brief } = stage;
  const own = palette.lit(brief.tint ? dye(brief.tint, 0.6, 0.42) : hex('#3f7a4a'), 0.04);
  const belly = mix(own, palette.lit(hex('#f1d9a0'), 0.04), 0.6);
  const [x0, y0, u, way] = [size * (0.42 + random() * 0.16), size * 0.36, size * 0.13, random() > 0.5 ? 1 : -1];
  return {
    name: 'dragon',
    depth: 0.45,
    brush: 0,
    moving: (ink, t) => {
      // Wings are up in the middle of the film, which a picture shows.
      const beat = Math.cos((t - 0.5) * Math.PI * 8);
      ink.save();
      ink.translate(x0 + way * (t - 0.5) * size * 0.09, y0 - beat * u * 0.1);
      ink.scale(way, 1);
      const spine = Array.from({ length: 15 }, (_, i) => {
        const s = i / 14;
        return [
          -2.6 * u + s * 3.6 * u,
          Math.sin(s * 5 + t * Math.PI * 4) * u * 0.24 * (1.2 - s) + (s > 0.8 ? -(s - 0.8) * u * 2.6 : 0),
        ] as const;
      });
      const thick = (i: number): number => u * (0.04 + 0.3 * Math.sin(Math.PI * Math.min(1, (i / 14) ** 1.5)) + (i > 11 ? 0.06 : 0));
      wing(ink, u, beat, -0.35, css(mix(own, palette.shade, 0.45)), css(mix(own, palette.shade, 0.6)));
      curve(ink, [
        ...spine.map(([x, y], i) => [x, y - thick(i)] as const),
        ...spine.map(([x, y], i) => [x, y + thick(i)] as const).toReversed(),
      ]);
      const hide = ink.createLinearGradient(0, -u * 0.5, 0, u * 0.5);
      hide.addColorStop(0, css(mix(own, palette.light, 0.25)));
      hide.addColorStop(0.55, css(own));
      hide.addColorStop(1, css(belly));
      ink.fillStyle = hide;
      ink.fill();
      ink.fillStyle = css(mix(own, palette.shade, 0.4));
      for (const [i, [x, y]] of spine.entries()) {
        if (i < 1 || i > 13) continue;
        const h = thick(i) * 0.7 + u * 0.04;
        ink.beginPath();
        ink.moveTo(x - u * 0.09, y - thick(i) * 0.9);
        ink.lineTo(x - u * 0.03, y - thick(i) - h * 0.6);
        ink.lineTo(x + u * 0.09, y - thick(i) * 0.9);
        ink.fill();
      }
      const [hx, hy] = spine[14] ?? [u, 0];
      ink.fillStyle = css(own);
      curve(ink, [
        [hx - u * 0.2, hy - u * 0.2],
        [hx + u * 0.06, hy - u * 0.3],
        [hx + u * 0.32, hy - u * 0.16],
        [hx + u * 0.62, hy - u * 0.08],
        [hx + u * 0.6, hy + u * 0.06],
        [hx + u * 0.2, hy + u * 0.14],
        [hx - u * 0.15, hy + u * 0.12],
      ]);
      ink.fill();
      ink.strokeStyle = css(mix(belly, palette.light, 0.3));
      ink.lineCap = 'round';
      ink.lineWidth = u * 0.055;
      for (const dy of [-0.02, 0.07]) {
        ink.beginPath();
        ink.moveTo(hx - u * 0.04, hy - u * (0.26 + dy * 0.3));
        ink.quadraticCurveTo(hx - u * 0.2, hy - u * (0.44 + dy), hx - u * 0.42, hy - u * (0.44 + dy));
        ink.stroke();
      }
      ink.fillStyle = '#ffd451';
      ink.beginPath();
      ink.ellipse(hx + u * 0.14, hy - u * 0.14, u * 0.055, u * 0.04, 0, 0, 7);
      ink.fill();
      ink.fillStyle = '#1a120a';
      ink.fillRect(hx + u * 0.13, hy - u * 0.175, u * 0.02, u * 0.07);
      wing(ink, u, beat, 0, css(mix(own, palette.light, 0.08)), css(mix(own, palette.shade, 0.4)));
      for (let k = 0; k < 18; k++) {
        const far = (k / 18 + t * 3) % 1;
        const strength = Math.max(0, Math.sin(t * Math.PI * 4)) * (1 - far);
        glow(
          ink,
          hx + u * (0.65 + far * 1.5),
          hy + u * (0.02 + 0.2 * far * Math.sin(k * 2.4)),
          u * (0.1 + 0.26 * far),
          `hsla(${46 - far * 34},100%,${66 - far * 14}%,${(0.5 * strength).toFixed(2)})`,
          'hsla(20,100%,50%,0)',
        );
      }
      ink.restore();
    },
  };
}

function wing(ink: Parameters<NonNullable<Layer['moving']>>[0], u: number, beat: number, shift: number, skin: string, bone: string): void {
  const root: readonly [number, number] = [(-0.1 + shift) * u, -0.2 * u];
  const tip: readonly [number, number] = [(-1 + shift) * u, (-1.6 * beat - 0.6) * u];
  const elbow: readonly [number, number] = [(0.15 + shift) * u, (-1 * beat - 0.5) * u];
  const fingers = [0, 1, 2, 3].map((k) => {
    const s = k / 3;
    return [tip[0] + (root[0] - u * 1.1 - tip[0]) * s + u * 0.1 * s, tip[1] + (root[1] + u * 0.05 - tip[1]) * s] as const;
  });
  ink.fillStyle = skin;
  ink.beginPath();
  ink.moveTo(...root);
  ink.lineTo(...elbow);
  ink.lineTo(...tip);
  for (const [k, finger] of fingers.entries()) {
    const before = fingers[k - 1] ?? tip;
    ink.quadraticCurveTo((before[0] + finger[0]) / 2 + u * 0.28, (before[1] + finger[1]) / 2 + u * 0.06, finger[0], finger[1]);
  }
  ink.closePath();
  ink.fill();
  ink.strokeStyle = bone;
  ink.lineWidth = u * 0.05;
  ink.lineJoin = 'round';
  ink.beginPath();
  ink.moveTo(...root);
  ink.lineTo(...elbow);
  ink.lineTo(...tip);
  ink.stroke();
  ink.lineWidth = u * 0.025;
  for (const finger of fingers.slice(1)) {
    ink.beginPath();
    ink.moveTo(...elbow);
    ink.lineTo(finger[0], finger[1]);
    ink.stroke();
  }
}
