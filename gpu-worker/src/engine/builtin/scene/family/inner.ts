import { css, hex, hsl, mix, type Colour } from '../colour.ts';
import { curve, glow, type Layer, type Stage } from '../layer.ts';
import { stars } from '../sky.ts';
import { FLOWERS, flower } from './growth.ts';

/** A wall of warm dabs: what stands behind a still life or a face. */
function backdrop(stage: Stage, top: Colour, foot: Colour): Layer {
  const { size, margin, noise, random } = stage;
  return {
    name: 'backdrop',
    depth: 0.05,
    brush: 1,
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, 0, size * 0.3, size);
      gradient.addColorStop(0, css(top));
      gradient.addColorStop(1, css(foot));
      ink.fillStyle = gradient;
      ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
      for (let i = 0; i < 240; i++) {
        const [x, y] = [-margin + random() * (size + 2 * margin), random() * size];
        ink.fillStyle = css(noise(x / size, y / size) > 0 ? mix(top, [255, 255, 255], 0.2) : mix(foot, [30, 20, 50], 0.25), 0.13);
        ink.beginPath();
        ink.ellipse(x, y, size * (0.03 + random() * 0.07), size * (0.01 + random() * 0.03), noise(x / 200, y / 200) * 2, 0, 7);
        ink.fill();
      }
      glow(ink, size * 0.25, size * 0.16, size * 0.6, 'rgba(255,246,220,0.5)', 'rgba(255,246,220,0)');
    },
  };
}

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

export function portrait(stage: Stage): Layer[] {
  const { size, random, palette, brief, noise } = stage;
  const hue = brief.hues[0] ?? random() * 360;
  const back = hsl(hue, 0.36, 0.55);
  const skin = mix(hsl(22 + random() * 10, 0.45, 0.34 + random() * 0.4), palette.shade, palette.dark * 0.2);
  const hairTone = hsl([20, 30, 8, 275, 210][Math.floor(random() * 5)] ?? 20, 0.42, 0.18 + random() * 0.25);
  const cloth = brief.hues[1] ?? hue + 170;
  const strands = Array.from({ length: 170 }, () => ({
    a: random() * Math.PI * 1.5 + Math.PI * 0.78,
    r: 0.8 + random() * 0.4,
    long: 0.12 + random() * 0.26,
    tone: random(),
    phase: random() * 7,
  }));
  const [cx, cy, r] = [size * 0.5, size * 0.42, size * 0.165];
  return [
    backdrop(stage, mix(back, [255, 255, 255], 0.3), mix(back, [30, 20, 60], 0.42)),
    {
      name: 'halo',
      depth: 0.2,
      brush: 0.9,
      still: (ink) => {
        ink.lineCap = 'round';
        for (let i = 0; i < 260; i++) {
          const angle = random() * Math.PI * 2;
          const reach = r * (1.5 + random() * 1.5);
          ink.strokeStyle = css(hsl(hue + (random() < 0.5 ? 30 : 190), 0.6, 0.62), 0.3);
          ink.lineWidth = size * (0.004 + random() * 0.012);
          ink.beginPath();
          ink.arc(cx, cy, reach, angle, angle + 0.2 + random() * 0.5);
          ink.stroke();
        }
      },
    },
    {
      name: 'hair behind',
      depth: 0.36,
      brush: 0.6,
      still: (ink) => {
        ink.fillStyle = css(mix(hairTone, palette.shade, 0.3));
        curve(ink, [
          [cx, cy - r * 1.3],
          [cx - r * 0.92, cy - r * 0.85],
          [cx - r * 1.02, cy + r * 0.3],
          [cx - r * 0.95, cy + r * 1.3],
          [cx - r * 0.5, cy + r * 1.75],
          [cx + r * 0.5, cy + r * 1.75],
          [cx + r * 0.95, cy + r * 1.3],
          [cx + r * 1.02, cy + r * 0.3],
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
      },
    },
  ];
}

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

/** Rivers of strokes that follow a field; over a film they flow. */
export function abstract(stage: Stage): Layer[] {
  const { size, margin, noise, random, palette, brief } = stage;
  const hues = [brief.hues[0] ?? random() * 360];
  const base = hues[0] ?? 200;
  hues.push(brief.hues[1] ?? base + 32, base + 165 + random() * 40, base - 26);
  const dark = palette.dark > 0.3 || random() < 0.35;
  const paper = dark ? hsl(base, 0.5, 0.1) : mix(hex('#f6efe0'), hsl(base, 0.4, 0.8), 0.25);
  const scale = 1.1 + random() * 1.1;
  const swirl = { x: 0.3 + random() * 0.4, y: 0.3 + random() * 0.4, turn: random() > 0.5 ? 1 : -1 };
  const angle = (x: number, y: number): number => {
    const [dx, dy] = [x / size - swirl.x, y / size - swirl.y];
    const pull = Math.exp(-(dx * dx + dy * dy) * 5);
    return (
      noise((x / size) * scale, (y / size) * scale) * Math.PI * 1.1 * (1 - pull) + (Math.atan2(dy, dx) + (Math.PI / 2) * swirl.turn) * pull
    );
  };
  const river =
    (count: number, wide: readonly [number, number], long: number, alpha: number): NonNullable<Layer['still']> =>
    (ink) => {
      ink.lineCap = 'round';
      ink.lineJoin = 'round';
      for (let i = 0; i < count; i++) {
        let [x, y] = [-margin + random() * (size + 2 * margin), -margin + random() * (size + 2 * margin)];
        const pick = noise((x / size) * 1.3 + 11, (y / size) * 1.3) * 0.5 + 0.5;
        const hue = hues[Math.min(hues.length - 1, Math.floor(pick * pick * hues.length + random() * 0.7))] ?? base;
        ink.strokeStyle = css(hsl(hue + (random() - 0.5) * 22, 0.62 + random() * 0.2, (dark ? 0.36 : 0.44) + random() * 0.3), alpha);
        ink.lineWidth = size * (wide[0] + random() ** 2 * (wide[1] - wide[0]));
        ink.beginPath();
        ink.moveTo(x, y);
        for (let k = 0; k < long; k++) {
          const a = angle(x, y);
          x += (Math.cos(a) * size) / 130;
          y += (Math.sin(a) * size) / 130;
          ink.lineTo(x, y);
        }
        ink.stroke();
      }
    };
  const sparks = Array.from({ length: 110 }, () => {
    const path: (readonly [number, number])[] = [];
    let [x, y] = [random() * size, random() * size];
    for (let k = 0; k < 70; k++) {
      path.push([x, y]);
      const a = angle(x, y);
      x += (Math.cos(a) * size) / 170;
      y += (Math.sin(a) * size) / 170;
    }
    return { path, phase: random(), r: 0.0015 + random() * 0.0035, hue: hues[Math.floor(random() * hues.length)] ?? base };
  });
  return [
    {
      name: 'ground',
      depth: 0,
      brush: 0,
      still: (ink) => {
        ink.fillStyle = css(paper);
        ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
        glow(ink, swirl.x * size, swirl.y * size, size * 0.7, css(hsl(base, 0.5, dark ? 0.28 : 0.86), 0.8), css(paper, 0));
      },
    },
    { name: 'wide rivers', depth: 0.1, brush: 0, still: river(260, [0.012, 0.05], 26, 0.34) },
    { name: 'rivers', depth: 0.25, brush: 0, still: river(700, [0.003, 0.014], 34, 0.5) },
    { name: 'threads', depth: 0.4, brush: 0, still: river(800, [0.0008, 0.003], 42, 0.7) },
    {
      name: 'sparks',
      depth: 0.5,
      brush: 0,
      moving: (ink, t) => {
        for (const spark of sparks) {
          const along = ((spark.phase + t) % 1) * (spark.path.length - 1);
          const [x, y] = spark.path[Math.floor(along)] ?? [0, 0];
          const shine = Math.sin(((spark.phase + t) % 1) * Math.PI);
          glow(ink, x, y, spark.r * size * 4, css(hsl(spark.hue, 0.8, 0.8), 0.6 * shine), css(hsl(spark.hue, 0.8, 0.7), 0));
          ink.fillStyle = css([255, 252, 240], 0.9 * shine);
          ink.beginPath();
          ink.arc(x, y, spark.r * size, 0, 7);
          ink.fill();
        }
      },
    },
  ];
}
