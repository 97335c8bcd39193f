import { waterLayers } from './open-water.ts';
import { css, hex, mix } from '../colour.ts';
import { type Layer, type Stage, curve, ridge, swell } from '../layer.ts';
import { luminaryOf, skyLayers } from '../sky.ts';

export function sea(stage: Stage): Layer[] {
  const { size, margin, noise, palette, random } = stage;
  const horizon = 0.55 + random() * 0.06;
  const sun = luminaryOf(stage, horizon);
  const side = random() > 0.5 ? 1 : -1;
  const headland = (x: number): number =>
    size * (horizon + 0.004) - size * 0.16 * ridge(noise, (x / size) * 1.7, 3) * Math.max(0, 0.5 + side * (x / size - 0.5) * 1.5) ** 1.6;
  const shore = (x: number): number => size * (0.93 - 0.07 * side * (x / size - 0.5) * 2 + 0.02 * swell(noise, (x / size) * 1.6, 30));
  const frozen = stage.brief.season === 'winter';
  const sand = palette.lit(hex(frozen ? '#eef3fa' : '#e2c79b'), 0.05);
  const [crest, slope] = frozen ? ['#dfe7f2', '#9aa7ba'] : ['#6b7a6a', '#7c7168'];
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
        gradient.addColorStop(0, css(palette.lit(hex(crest), frozen ? 0.2 : 0.4)));
        gradient.addColorStop(1, css(palette.lit(hex(slope), frozen ? 0.3 : 0.58)));
        ink.fillStyle = gradient;
        ink.fill();
      },
    },
    ...waterLayers(stage, horizon, sun),
    ...(frozen ? [floes(stage, horizon)] : []),
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

/** Plates of ice that drift, smaller toward the horizon, with light on their rims. */
function floes(stage: Stage, horizon: number): Layer {
  const { size, random, palette } = stage;
  const plates = Array.from({ length: 64 }, () => {
    const v = random() ** 1.3;
    return {
      v,
      x: random() * 1.2 - 0.1,
      r: 0.012 + 0.085 * v * (0.5 + random() * 0.6),
      corners: Array.from({ length: 8 }, (_, k) => [(k / 8) * Math.PI * 2 + random() * 0.4, 0.75 + random() * 0.35] as const),
      phase: random() * 7,
      drift: 0.01 + random() * 0.03,
    };
  }).toSorted((a, b) => a.v - b.v);
  const ice = palette.lit([232, 241, 250], 0.02);
  return {
    name: 'floes',
    depth: 0.2,
    brush: 0,
    moving: (ink, t) => {
      for (const plate of plates) {
        const x = (plate.x + plate.drift * t) * size;
        const y = (horizon + 0.012 + plate.v * (1 - horizon)) * size + Math.sin(plate.phase + t * Math.PI * 4) * size * 0.0025;
        for (const [dy, tone] of [
          [0.12, mix(ice, palette.shade, 0.45)],
          [0, mix(ice, palette.light, 0.3)],
        ] as const) {
          ink.fillStyle = css(tone, 0.94);
          ink.beginPath();
          for (const [angle, reach] of plate.corners)
            ink.lineTo(
              x + Math.cos(angle) * plate.r * reach * size,
              y + dy * plate.r * size + Math.sin(angle) * plate.r * reach * size * 0.3,
            );
          ink.closePath();
          ink.fill();
        }
      }
    },
  };
}
