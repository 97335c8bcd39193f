import { css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, glow, ground, swell } from '../layer.ts';
import { mist, skyLayers } from '../sky.ts';
import { grass } from './growth.ts';
import { swaying } from '../wind.ts';
import { PINE } from './relief.ts';

export function forest(stage: Stage): Layer[] {
  const { size, margin, palette, random, noise, brief } = stage;
  const sun = { x: 0.35 + random() * 0.3, y: 0.28, radius: 0.05 };
  const autumn = brief.season === 'autumn';
  const leaf = autumn ? hex('#a85f2a') : brief.hues.length > 0 ? mix(PINE, palette.accent, 0.35) : hex('#3f7a4c');
  const trunks = (name: string, count: number, width: number, distance: number, base: number): Layer => ({
    name,
    depth: 0.15 + 0.75 * (1 - distance),
    brush: 0.75,
    bend: swaying(brief, 0.005, distance * 9),
    still: (ink) => {
      for (let i = 0; i < count; i++) {
        const x = -margin + ((i + 0.15 + random() * 0.7) / count) * (size + 2 * margin);
        const wide = size * width * (0.6 + random() * 0.8);
        const bend = (random() - 0.5) * size * 0.05;
        const tone = palette.lit(mix(hex('#4b3a34'), leaf, 0.2 * random()), distance);
        const gradient = ink.createLinearGradient(x - wide / 2, 0, x + wide / 2, 0);
        gradient.addColorStop(0, css(mix(tone, palette.shade, 0.4)));
        gradient.addColorStop(0.7, css(tone));
        gradient.addColorStop(1, css(mix(tone, palette.light, 0.24)));
        ink.fillStyle = gradient;
        ink.beginPath();
        ink.moveTo(x - wide * 0.9, size * (base + 0.03));
        ink.quadraticCurveTo(x - wide * 0.4, size * (base - 0.1), x - wide * 0.34 + bend, -margin);
        ink.lineTo(x + wide * 0.34 + bend, -margin);
        ink.quadraticCurveTo(x + wide * 0.4, size * (base - 0.1), x + wide * 0.9, size * (base + 0.03));
        ink.fill();
      }
      const leafSize = size * (0.0045 + 0.0075 * (1 - distance));
      for (let bough = 0; bough < 34; bough++) {
        const bx = -margin + random() * (size + 2 * margin);
        const by = size * (random() ** 1.5 * 0.36 - 0.04) + noise((bx / size) * 6, distance * 9) * size * 0.05;
        const wide = size * (0.05 + random() * 0.07);
        const warm = autumn ? hsl(14 + random() * 40, 0.62, 0.44) : hsl(84 + random() * 46, 0.42, 0.38);
        for (let i = 0; i < 34; i++) {
          const [dx, dy] = [random() + random() - 1, random() + random() - 1];
          const high = Math.max(0, 0.5 - dy);
          const tone = mix(palette.lit(mix(leaf, warm, autumn ? 0.5 : 0.35), distance), palette.shade, 0.3 * (1 - high) * (1 - distance));
          ink.fillStyle = css(mix(tone, palette.light, 0.34 * high * random()), 0.8);
          ink.beginPath();
          ink.ellipse(
            bx + dx * wide,
            by + dy * wide * 0.55,
            leafSize * (0.7 + random()),
            leafSize * (0.4 + random() * 0.5),
            random() * 3,
            0,
            7,
          );
          ink.fill();
        }
      }
      const soil = brief.season === 'winter' || brief.weather === 'snowfall' ? hex('#e6edf6') : mix(leaf, hex('#2a3a24'), 0.5);
      const floor = ink.createLinearGradient(0, size * base, 0, size);
      floor.addColorStop(0, css(mix(palette.lit(soil, distance), palette.light, 0.12)));
      floor.addColorStop(1, css(mix(palette.lit(soil, distance), palette.shade, 0.3)));
      ground(ink, stage, (x) => size * (base + 0.02 * swell(noise, (x / size) * 2, distance * 20)), floor);
      if (autumn)
        for (let i = 0; i < 240; i++) {
          ink.fillStyle = css(palette.lit(hsl(10 + random() * 38, 0.66, 0.46), distance), 0.75);
          ink.beginPath();
          ink.ellipse(
            -margin + random() * (size + 2 * margin),
            size * (base + 0.02 + random() * 0.12),
            leafSize,
            leafSize * 0.5,
            random() * 3,
            0,
            7,
          );
          ink.fill();
        }
      for (let i = 0; i < 160; i++)
        grass(
          ink,
          stage,
          -margin + random() * (size + 2 * margin),
          size * (base + random() * 0.12),
          size * (0.015 + 0.03 * (1 - distance)),
          mix(palette.lit(leaf, distance), palette.light, random() * 0.3),
        );
    },
  });
  const flies = Array.from({ length: 42 }, () => ({ x: random(), y: 0.4 + random() * 0.55, phase: random() * 7 }));
  return [
    ...skyLayers(stage, 0.9, sun),
    trunks('far trunks', 22, 0.012, 0.66, 0.66),
    mist(stage, 0.62, 1.1, 0.3),
    trunks('trunks', 13, 0.022, 0.36, 0.74),
    {
      name: 'rays',
      depth: 0.2,
      brush: 0,
      moving: (ink, t) => {
        ink.save();
        ink.globalCompositeOperation = 'screen';
        for (let i = 0; i < 7; i++) {
          const swing = 0.03 * Math.sin(t * Math.PI * 2 + i);
          const x = size * (sun.x + (i - 3) * 0.13 + swing);
          const gradient = ink.createLinearGradient(0, 0, 0, size * 0.9);
          gradient.addColorStop(0, css(palette.light, 0.26));
          gradient.addColorStop(1, css(palette.light, 0));
          ink.fillStyle = gradient;
          ink.beginPath();
          ink.moveTo(size * sun.x + (i - 3) * size * 0.03, -margin);
          ink.lineTo(x + size * 0.05 + (i - 3) * size * 0.1, size * 0.9);
          ink.lineTo(x - size * 0.03 + (i - 3) * size * 0.1, size * 0.9);
          ink.fill();
        }
        ink.restore();
      },
    },
    mist(stage, 0.76, 0.7, 0.5),
    trunks('near trunks', 5, 0.05, 0.08, 0.88),
    {
      name: 'fireflies',
      depth: 0.7,
      brush: 0,
      moving: (ink, t) => {
        for (const fly of flies) {
          const shine = 0.5 + 0.5 * Math.sin(fly.phase + t * Math.PI * 4);
          const x = (fly.x + 0.02 * Math.sin(fly.phase + t * Math.PI * 2)) * size;
          const y = (fly.y + 0.02 * Math.cos(fly.phase * 2 + t * Math.PI * 2)) * size;
          glow(ink, x, y, size * 0.011, `rgba(255,238,170,${(0.8 * shine).toFixed(2)})`, 'rgba(255,238,170,0)');
        }
      },
    },
  ];
}
