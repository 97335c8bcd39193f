import { css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, curve, glow } from '../layer.ts';
import { backdrop } from './backdrop.ts';
import { FLOWERS, flower } from './growth.ts';

export function table(stage: Stage): Layer[] {
  const { size, margin, random, palette, brief } = stage;
  const hue = brief.hues[0] ?? 180 + random() * 60;
  const wall = mix(hsl(hue, 0.28, 0.62), palette.shade, palette.dark * 0.5);
  const cloth = mix(hex('#e9dcc3'), palette.shade, palette.dark * 0.4);
  const edge = 0.66;
  const vase = { x: 0.44 + random() * 0.12, foot: 0.8 };
  const fruit = Array.from({ length: 6 }, () => ({
    x: 0.14 + random() * 0.74,
    y: 0.8 + random() * 0.1,
    r: 0.035 + random() * 0.022,
    hue: [4, 28, 48, 85, 350][Math.floor(random() * 5)] ?? 28,
  })).toSorted((a, b) => a.y - b.y);
  const blooms = brief.hues.length > 0 ? brief.hues : [345, 20, 48, 285];
  const cup = { x: random() > 0.5 ? 0.78 : 0.2, y: 0.82, r: 0.06 };
  const steam = Array.from({ length: 3 }, () => random() * 7);
  return [
    backdrop(stage, mix(wall, [255, 255, 255], 0.22), mix(wall, [40, 30, 50], 0.3)),
    {
      name: 'table',
      depth: 0.3,
      brush: 0.8,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, edge * size, 0, size);
        gradient.addColorStop(0, css(mix(cloth, [120, 90, 70], 0.2)));
        gradient.addColorStop(0.2, css(cloth));
        gradient.addColorStop(1, css(mix(cloth, [110, 80, 90], 0.34)));
        ink.fillStyle = gradient;
        ink.fillRect(-margin, edge * size, size + 2 * margin, size);
        for (let i = 0; i < 9; i++) {
          ink.strokeStyle = css(hsl(hue + 150, 0.35, 0.55), 0.3);
          ink.lineWidth = size * 0.006;
          ink.beginPath();
          ink.moveTo(size * (0.5 + (i - 4) * 0.11), edge * size);
          ink.lineTo(size * (0.5 + (i - 4) * 0.3), size * 1.1);
          ink.stroke();
        }
      },
    },
    {
      name: 'things',
      depth: 0.45,
      brush: 0.8,
      still: (ink) => {
        const [x, foot] = [vase.x * size, vase.foot * size];
        const u = size * 0.1;
        glow(ink, x + u * 0.9, foot, u * 2.4, 'rgba(40,25,40,0.42)', 'rgba(40,25,40,0)', 0.2);
        for (let i = 0; i < 17; i++) {
          const lean = (i - 8) / 8;
          ink.save();
          ink.translate(x, foot - u * 1.9);
          ink.rotate(lean * 0.75);
          flower(
            ink,
            stage,
            FLOWERS[Math.floor(random() * 4)] ?? 'daisy',
            0,
            0,
            u * (1.5 + random() * 1.7),
            hsl((blooms[Math.floor(random() * blooms.length)] ?? 20) + random() * 14, 0.7, 0.62),
            hex('#5b7d45'),
          );
          ink.restore();
        }
        curve(ink, [
          [x - u * 0.36, foot - u * 2.1],
          [x - u * 0.3, foot - u * 1.75],
          [x - u * 0.78, foot - u * 0.9],
          [x - u * 0.42, foot],
          [x + u * 0.42, foot],
          [x + u * 0.78, foot - u * 0.9],
          [x + u * 0.3, foot - u * 1.75],
          [x + u * 0.36, foot - u * 2.1],
        ]);
        const clay = hsl(hue + 180, 0.42, 0.5);
        const glaze = ink.createLinearGradient(x - u * 0.8, 0, x + u * 0.8, 0);
        glaze.addColorStop(0, css(mix(clay, [255, 250, 235], 0.4)));
        glaze.addColorStop(0.4, css(clay));
        glaze.addColorStop(1, css(mix(clay, [30, 15, 40], 0.52)));
        ink.fillStyle = glaze;
        ink.fill();
        for (const one of fruit) {
          const [fx, fy, r] = [one.x * size, one.y * size, one.r * size];
          glow(ink, fx + r * 0.5, fy + r * 0.8, r * 1.7, 'rgba(40,25,40,0.45)', 'rgba(40,25,40,0)', 0.26);
          const skin = ink.createRadialGradient(fx - r * 0.4, fy - r * 0.45, r * 0.1, fx, fy, r * 1.15);
          skin.addColorStop(0, css(hsl(one.hue + 14, 0.85, 0.76)));
          skin.addColorStop(0.45, css(hsl(one.hue, 0.75, 0.54)));
          skin.addColorStop(1, css(hsl(one.hue - 14, 0.65, 0.27)));
          ink.fillStyle = skin;
          ink.beginPath();
          ink.ellipse(fx, fy, r, r * 0.93, 0, 0, 7);
          ink.fill();
          ink.strokeStyle = css(hex('#4a3325'));
          ink.lineWidth = r * 0.09;
          ink.beginPath();
          ink.moveTo(fx, fy - r * 0.8);
          ink.quadraticCurveTo(fx + r * 0.1, fy - r * 1.1, fx + r * 0.26, fy - r * 1.2);
          ink.stroke();
        }
        const [cx, cy, r] = [cup.x * size, cup.y * size, cup.r * size];
        glow(ink, cx + r * 0.5, cy + r * 0.9, r * 2, 'rgba(40,25,40,0.45)', 'rgba(40,25,40,0)', 0.24);
        ink.strokeStyle = css([236, 232, 222]);
        ink.lineWidth = r * 0.2;
        ink.beginPath();
        ink.arc(cx + r * 0.98, cy + r * 0.15, r * 0.36, -1.4, 1.7);
        ink.stroke();
        curve(ink, [
          [cx - r, cy - r * 0.4],
          [cx - r * 0.85, cy + r * 0.5],
          [cx - r * 0.4, cy + r * 0.95],
          [cx + r * 0.4, cy + r * 0.95],
          [cx + r * 0.85, cy + r * 0.5],
          [cx + r, cy - r * 0.4],
        ]);
        const china = ink.createLinearGradient(cx - r, 0, cx + r, 0);
        china.addColorStop(0, 'rgb(255,253,246)');
        china.addColorStop(1, 'rgb(188,182,186)');
        ink.fillStyle = china;
        ink.fill();
        ink.fillStyle = css(hex('#f4efe4'));
        ink.beginPath();
        ink.ellipse(cx, cy - r * 0.4, r, r * 0.3, 0, 0, 7);
        ink.fill();
        ink.fillStyle = css(hex('#5a3523'));
        ink.beginPath();
        ink.ellipse(cx, cy - r * 0.37, r * 0.84, r * 0.22, 0, 0, 7);
        ink.fill();
      },
      moving: (ink, t) => {
        const [cx, cy, r] = [cup.x * size, cup.y * size, cup.r * size];
        ink.lineCap = 'round';
        for (const [i, phase] of steam.entries()) {
          for (let k = 0; k < 12; k++) {
            const rise = (k / 12 + t) % 1;
            const x = cx + (i - 1) * r * 0.45 + Math.sin(phase + rise * 5 + t * Math.PI * 2) * r * 0.22;
            glow(
              ink,
              x,
              cy - r * 0.5 - rise * r * 2.6,
              r * (0.16 + rise * 0.26),
              `rgba(255,255,255,${(0.17 * Math.sin(rise * Math.PI)).toFixed(3)})`,
              'rgba(255,255,255,0)',
            );
          }
        }
      },
    },
  ];
}
