import { css, hex, mix } from '../colour.ts';
import { type Layer, type Stage, ground, swell } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';
import { chain } from './relief.ts';

export function desert(stage: Stage): Layer[] {
  const sun = luminaryOf(stage, 0.5);
  const sand = stage.brief.hues.length > 0 ? mix(hex('#dfa55f'), stage.palette.accent, 0.3) : hex('#dfa55f');
  const dune = (name: string, row: number, base: number, rise: number, distance: number): Layer => {
    const { size, noise, palette, margin } = stage;
    const height = (x: number): number =>
      size * (base - rise * (0.6 * Math.abs(swell(noise, (x / size) * 0.9 + row * 3.1, row)) + 0.5 * noise((x / size) * 0.6, row + 40)));
    return {
      name,
      depth: 0.15 + 0.7 * (1 - distance),
      brush: 0.7,
      still: (ink) => {
        const gradient = ink.createLinearGradient(0, size * (base - rise), 0, size * (base + 0.22));
        gradient.addColorStop(0, css(mix(palette.lit(sand, distance), palette.light, 0.3)));
        gradient.addColorStop(1, css(palette.lit(mix(sand, hex('#8a4b38'), 0.5), distance)));
        ground(ink, stage, height, gradient);
        ink.save();
        ink.clip();
        const reach = size * 0.04;
        for (let x = -margin; x < size + margin; x += 2) {
          // The lee side, smoothed over a dune's own length, fades to the foot.
          const lee = Math.max(0, Math.min(1, (height(x + reach) - height(x - reach)) / (size * rise * 0.34)));
          if (lee <= 0.02) continue;
          const y = height(x);
          const fall = ink.createLinearGradient(0, y, 0, y + size * 0.17);
          fall.addColorStop(0, css(palette.lit(mix(sand, palette.shade, 0.66), distance), 0.62 * lee));
          fall.addColorStop(1, css(palette.lit(mix(sand, palette.shade, 0.66), distance), 0));
          ink.fillStyle = fall;
          ink.fillRect(x, y, 2.2, size * 0.17);
        }
        ink.lineWidth = 1;
        for (let i = 1; i < 16; i++) {
          ink.strokeStyle = css(mix(palette.lit(sand, distance), i % 2 ? palette.light : palette.shade, 0.5), 0.2);
          ink.beginPath();
          for (let x = -margin; x < size + margin; x += 8)
            ink.lineTo(x, height(x) + i * size * 0.012 * (1 + i * 0.09) + noise(x / 60, i) * 3);
          ink.stroke();
        }
        ink.restore();
      },
    };
  };
  return [
    ...skyLayers(stage, 0.6, sun),
    chain(stage, 'mesa', 2, 0.6, 0.1, 0.6, hex('#a8684f'), false),
    dune('far dunes', 1, 0.66, 0.08, 0.4),
    dune('dunes', 2, 0.78, 0.13, 0.18),
    dune('near dune', 3, 0.94, 0.14, 0.02),
  ];
}
