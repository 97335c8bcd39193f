import { createNoise2D } from 'simplex-noise';
import { css, hsl, mix } from './colour.ts';
import { glow, type Layer, type Stage } from './layer.ts';

/** What happens in the air when a prompt asks for it, over everything else. */
export function spectacleLayers(stage: Stage): Layer[] {
  const { brief } = stage;
  return [
    ...(brief.rainbow ? [rainbow(stage)] : []),
    ...(brief.storm ? [lightning(stage)] : []),
    ...(brief.fireworks ? [fireworks(stage)] : []),
    ...(brief.wind || brief.season === 'autumn' ? [drift(stage)] : []),
  ];
}

function rainbow(stage: Stage): Layer {
  const { size, random } = stage;
  const [x, y, r] = [size * (0.35 + random() * 0.3), size * 0.74, size * 0.52];
  return {
    name: 'rainbow',
    depth: 0.07,
    brush: 0,
    moving: (ink, t) => {
      ink.globalCompositeOperation = 'screen';
      ink.lineWidth = size * 0.013;
      const strength = 0.34 + 0.06 * Math.sin(t * Math.PI * 2);
      for (let band = 0; band < 14; band++) {
        const bow = ink.createLinearGradient(0, y - r, 0, y);
        bow.addColorStop(0, css(hsl(292 - band * 22, 0.85, 0.6), strength));
        bow.addColorStop(0.75, css(hsl(292 - band * 22, 0.85, 0.6), strength * 0.7));
        bow.addColorStop(1, css(hsl(292 - band * 22, 0.85, 0.6), 0));
        ink.strokeStyle = bow;
        ink.beginPath();
        ink.arc(x, y, r + (band - 7) * size * 0.0062, Math.PI, 0);
        ink.stroke();
      }
    },
  };
}

/** Two strokes over the film, the second at rest, so that a picture shows one. */
function lightning(stage: Stage): Layer {
  const { size, random } = stage;
  const bolts = [0.22, 0.5].map((when) => {
    const path: [number, number][] = [];
    const forks: [number, number][][] = [];
    let [x, y] = [size * (0.2 + random() * 0.6), -size * 0.02];
    while (y < size * 0.56) {
      path.push([x, y]);
      if (random() < 0.22) {
        const fork: [number, number][] = [[x, y]];
        let [fx, fy] = [x, y];
        const way = random() > 0.5 ? 1 : -1;
        for (let k = 0; k < 4; k++) {
          fx += way * size * (0.012 + random() * 0.03);
          fy += size * (0.012 + random() * 0.03);
          fork.push([fx, fy]);
        }
        forks.push(fork);
      }
      x += (random() - 0.5) * size * 0.075;
      y += size * (0.02 + random() * 0.035);
    }
    return { when, path, forks };
  });
  return {
    name: 'lightning',
    depth: 0.09,
    brush: 0,
    moving: (ink, t) => {
      for (const bolt of bolts) {
        const since = t - bolt.when;
        if (since < 0 || since > 0.09) continue;
        const shine = (1 - since / 0.09) * (0.7 + 0.3 * Math.cos(since * 240));
        ink.globalCompositeOperation = 'screen';
        ink.fillStyle = `rgba(205,220,255,${(0.13 * shine).toFixed(3)})`;
        ink.fillRect(-size, -size, size * 3, size * 3);
        ink.lineJoin = 'round';
        ink.lineCap = 'round';
        for (const [wide, alpha] of [
          [0.024, 0.12],
          [0.01, 0.3],
          [0.0036, 1],
        ] as const) {
          for (const [i, line] of [bolt.path, ...bolt.forks].entries()) {
            ink.strokeStyle = `rgba(235,240,255,${(alpha * shine).toFixed(3)})`;
            ink.lineWidth = size * wide * (i === 0 ? 1 : 0.5);
            ink.beginPath();
            for (const [x, y] of line) ink.lineTo(x, y);
            ink.stroke();
          }
        }
      }
    },
  };
}

function fireworks(stage: Stage): Layer {
  const { size, random, brief } = stage;
  const rockets = Array.from({ length: 9 }, (_, i) => ({
    x: 0.14 + random() * 0.72,
    y: 0.1 + random() * 0.28,
    // Three are open at rest.
    when: i < 3 ? 0.36 + i * 0.035 : random() * 0.78,
    reach: 0.1 + random() * 0.09,
    hue: brief.hues[i % Math.max(1, brief.hues.length)] ?? random() * 360,
    rays: 26 + Math.floor(random() * 18),
  }));
  return {
    name: 'fireworks',
    depth: 0.1,
    brush: 0,
    moving: (ink, t) => {
      ink.globalCompositeOperation = 'lighter';
      for (const rocket of rockets) {
        const age = (t - rocket.when) / 0.26;
        if (age <= 0 || age >= 1) continue;
        const open = 1 - (1 - age) ** 3;
        const fade = (1 - age) ** 0.7;
        const [x, y] = [rocket.x * size, rocket.y * size];
        glow(ink, x, y, size * 0.2, css(hsl(rocket.hue, 0.8, 0.6), 0.25 * fade), css(hsl(rocket.hue, 0.8, 0.5), 0));
        for (let ray = 0; ray < rocket.rays; ray++) {
          const angle = (ray / rocket.rays) * Math.PI * 2;
          const long = rocket.reach * size * (0.7 + 0.3 * Math.sin(ray * 5.3));
          for (let k = 0; k < 7; k++) {
            const along = open * (0.4 + 0.6 * (k / 6));
            const px = x + Math.cos(angle) * long * along;
            const py = y + Math.sin(angle) * long * along + age * age * size * 0.035;
            ink.fillStyle = css(hsl(rocket.hue + k * 5, 0.9, 0.5 + 0.05 * k), fade * (0.2 + 0.13 * k));
            ink.beginPath();
            ink.arc(px, py, size * 0.0011 * (1 + k * 0.25), 0, 7);
            ink.fill();
          }
        }
      }
    },
  };
}

/** Leaves in autumn, petals in spring, else streaks of wind. */
function drift(stage: Stage): Layer {
  const { size, margin, random, palette, brief } = stage;
  const field = createNoise2D(random);
  const leaves = brief.season === 'autumn' || brief.season === 'spring';
  const flight = Array.from({ length: leaves ? 46 : 34 }, () => ({
    x: random(),
    y: random(),
    near: random(),
    phase: random() * 7,
    hue: brief.season === 'spring' ? 335 + random() * 20 : 8 + random() * 40,
    rounds: brief.wind ? 1 + Math.floor(random() * 2) : 1,
  }));
  return {
    name: 'drift',
    depth: 0.7,
    brush: 0,
    moving: (ink, t) => {
      for (const one of flight) {
        const along = (one.x + t * one.rounds) % 1;
        const x = -margin + along * (size + 2 * margin);
        const y = size * ((one.y + (leaves ? 0.3 * t : 0) + 0.06 * field(along * 3, one.phase)) % 1);
        ink.save();
        ink.translate(x, y);
        if (leaves) {
          ink.rotate(one.phase + t * Math.PI * 4);
          ink.fillStyle = css(palette.lit(hsl(one.hue, 0.68, brief.season === 'spring' ? 0.8 : 0.48), 0.08), 0.9);
          ink.beginPath();
          ink.ellipse(0, 0, size * (0.005 + 0.007 * one.near), size * 0.004 * (0.3 + Math.abs(Math.sin(one.phase + t * 15))), 0, 0, 7);
          ink.fill();
        } else {
          ink.strokeStyle = css(mix(palette.light, palette.skyMid, 0.3), 0.16 + 0.2 * one.near);
          ink.lineWidth = size * (0.001 + 0.0014 * one.near);
          ink.lineCap = 'round';
          ink.beginPath();
          ink.moveTo(-size * (0.05 + 0.08 * one.near), size * 0.006 * field(one.phase, t * 2));
          ink.bezierCurveTo(-size * 0.02, -size * 0.012, size * 0.03, size * 0.012, size * 0.05, size * 0.004 * field(one.phase, t * 3));
          ink.stroke();
        }
        ink.restore();
      }
    },
  };
}
