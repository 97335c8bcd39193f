import { css, hsl } from '../colour.ts';
import { type Ink, type Layer, type Stage, glow } from '../layer.ts';
import { stars } from '../sky.ts';

export function space(stage: Stage): Layer[] {
  const { size, margin, random, noise, brief } = stage;
  const hue = brief.hues[0] ?? 240 + random() * 60;
  const second = brief.hues[1] ?? hue + 60 + random() * 90;
  const planet = { x: 0.34 + random() * 0.34, y: 0.5 + random() * 0.2, r: 0.17 + random() * 0.07, hue: brief.hues[0] ?? random() * 360 };
  const moon = { angle: random() * 7, reach: planet.r * 2, r: planet.r * 0.18 };
  return [
    {
      name: 'nebula',
      depth: 0.02,
      brush: 0.55,
      still: (ink) => {
        ink.fillStyle = css(hsl(hue, 0.55, 0.06));
        ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
        ink.globalCompositeOperation = 'screen';
        for (let i = 0; i < 260; i++) {
          const [x, y] = [-margin + random() * (size + 2 * margin), -margin + random() * (size + 2 * margin)];
          const thick = noise((x / size) * 1.6, (y / size) * 1.6 + 4) + 0.5 * noise((x / size) * 4, (y / size) * 4);
          if (thick < 0.05) continue;
          glow(
            ink,
            x,
            y,
            size * (0.05 + random() * 0.12),
            css(hsl(noise((x / size) * 1.2, y / size + 9) > 0 ? hue : second, 0.7, 0.46), 0.17 * Math.min(1, thick)),
            css(hsl(hue, 0.7, 0.4), 0),
          );
        }
        ink.globalCompositeOperation = 'source-over';
      },
    },
    { ...stars(stage, 1.1, 1.3), depth: 0.05 },
    {
      name: 'planet',
      depth: 0.35,
      brush: 0.6,
      still: (ink) => {
        const [x, y, r] = [planet.x * size, planet.y * size, planet.r * size];
        ink.save();
        ink.beginPath();
        ink.arc(x, y, r, 0, 7);
        ink.clip();
        for (let band = -r; band < r; band += r * 0.03) {
          const wave = noise((band / r) * 2.4, 5) + 0.4 * noise((band / r) * 9, 2);
          ink.fillStyle = css(hsl(planet.hue + wave * 30, 0.5, 0.52 + wave * 0.14));
          ink.beginPath();
          ink.ellipse(x, y + band, r * 1.1, r * 0.05, -0.16, 0, 7);
          ink.fill();
        }
        const shade = ink.createRadialGradient(x - r * 0.5, y - r * 0.5, r * 0.2, x, y, r * 1.12);
        shade.addColorStop(0, 'rgba(255,250,230,0.42)');
        shade.addColorStop(0.45, 'rgba(255,250,230,0)');
        shade.addColorStop(1, 'rgba(4,2,20,0.94)');
        ink.fillStyle = shade;
        ink.fillRect(x - r, y - r, r * 2, r * 2);
        ink.restore();
      },
    },
    {
      name: 'ring',
      depth: 0.36,
      brush: 0,
      moving: (ink, t) => {
        const [x, y, r] = [planet.x * size, planet.y * size, planet.r * size];
        storms(ink, stage, planet.hue, x, y, r, t);
        comet(ink, size, t);
        ink.save();
        ink.translate(x, y);
        ink.rotate(-0.34);
        for (let k = 0; k < 22; k++) {
          ink.strokeStyle = css(hsl(planet.hue + 30, 0.4, 0.74), 0.12 + 0.36 * Math.abs(noise(k * 0.5, 1)));
          ink.lineWidth = r * 0.022;
          ink.beginPath();
          ink.ellipse(0, 0, r * (1.34 + k * 0.026), r * (0.3 + k * 0.006), 0, -0.42, Math.PI + 0.42);
          ink.stroke();
        }
        ink.restore();
        const angle = moon.angle + t * 0.7;
        const [mx, my, mr] = [
          x + Math.cos(angle) * moon.reach * size,
          y + Math.sin(angle) * moon.reach * size * 0.55 - r * 0.6,
          moon.r * size,
        ];
        const light = ink.createRadialGradient(mx - mr * 0.4, my - mr * 0.4, 0, mx, my, mr);
        light.addColorStop(0, 'rgb(248,240,226)');
        light.addColorStop(1, 'rgb(70,62,84)');
        ink.fillStyle = light;
        ink.beginPath();
        ink.arc(mx, my, mr, 0, 7);
        ink.fill();
      },
    },
  ];
}

/** Cloud bands that turn with the planet, each at its own pace; dark where it is night there. */
function storms(ink: Ink, stage: Stage, hue: number, x: number, y: number, r: number, t: number): void {
  ink.save();
  ink.beginPath();
  ink.arc(x, y, r, 0, 7);
  ink.clip();
  for (let band = 0; band < 9; band++) {
    const up = (band / 8) * 1.7 - 0.85;
    for (let k = 0; k < 7; k++) {
      const along = (k / 7 + t * (0.22 + 0.1 * Math.abs(Math.sin(band * 2.1))) + band * 0.31) % 1;
      const across = Math.cos(along * Math.PI);
      const wide = r * 0.24 * Math.sin(along * Math.PI) * (0.6 + 0.4 * Math.sin(k * 3.7 + band));
      const day = Math.max(0, 0.5 - across * 0.6);
      ink.fillStyle = css(hsl(hue + 26 * Math.sin(band * 1.3 + k), 0.42, k % 2 ? 0.74 : 0.4), 0.34 * day);
      ink.beginPath();
      ink.ellipse(x - across * r * Math.sqrt(1 - up * up), y + up * r * 0.92, Math.max(0.1, wide), r * 0.045, -0.16, 0, 7);
      ink.fill();
    }
  }
  ink.restore();
}

function comet(ink: Ink, size: number, t: number): void {
  const [x, y] = [size * (1.1 - t * 0.95), size * (0.08 + t * 0.2)];
  for (let k = 0; k < 16; k++) {
    const back = k / 16;
    glow(
      ink,
      x + back * size * 0.16,
      y - back * size * 0.034,
      size * (0.016 - back * 0.011),
      `rgba(214,236,255,${(0.5 * (1 - back)).toFixed(2)})`,
      'rgba(160,200,255,0)',
    );
  }
}
