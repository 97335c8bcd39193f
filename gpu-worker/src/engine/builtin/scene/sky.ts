import { css, mix } from './colour.ts';
import { glow, type Layer, type Stage } from './layer.ts';
import { farBirds } from './subject/bird.ts';
import { REST } from './wind.ts';

/** Where the sun or the moon stands, as shares of the frame. */
export type Luminary = { readonly x: number; readonly y: number; readonly radius: number };

export function luminaryOf(stage: Stage, horizon: number): Luminary {
  const { random, brief } = stage;
  const low = brief.time === 'sunset' || brief.time === 'dawn' || brief.time === 'dusk';
  return {
    x: 0.24 + random() * 0.52,
    y: low ? horizon - 0.05 - random() * 0.09 : horizon * (0.22 + random() * 0.22),
    radius: 0.042 + random() * 0.022,
  };
}

/** The gradient of the air, warm near the light. */
export function air(stage: Stage, horizon: number, sun: Luminary): Layer {
  const { palette, size, margin, noise, random, brief } = stage;
  return {
    name: 'sky',
    depth: 0,
    brush: 0.75,
    still: (ink) => {
      const gradient = ink.createLinearGradient(0, -margin, 0, horizon * size * 1.05);
      gradient.addColorStop(0, css(palette.skyTop));
      gradient.addColorStop(0.58, css(palette.skyMid));
      gradient.addColorStop(1, css(palette.skyLow));
      ink.fillStyle = gradient;
      ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
      const warm = brief.weather === 'rain' ? 0.3 : 0.85;
      glow(ink, sun.x * size, sun.y * size, size * 0.62, css(palette.light, 0.62 * warm), css(palette.light, 0));
      for (let i = 0; i < 90; i++) {
        const y = random() * horizon * size;
        const x = random() * size;
        const tone = noise(x / size, (y / size) * 3);
        ink.fillStyle = css(tone > 0 ? mix(palette.skyLow, palette.light, 0.5) : palette.skyTop, 0.05 + 0.05 * Math.abs(tone));
        ink.beginPath();
        ink.ellipse(x, y, size * (0.1 + random() * 0.2), size * (0.006 + random() * 0.02), (random() - 0.5) * 0.2, 0, 7);
        ink.fill();
      }
    },
  };
}

/** Sun or moon with its halo; it climbs or sinks a little over the film. */
export function luminary(stage: Stage, sun: Luminary): Layer {
  const { palette, size, brief } = stage;
  const night = brief.time === 'night';
  const hidden = brief.weather === 'rain' || brief.weather === 'mist';
  return {
    name: night ? 'moon' : 'sun',
    depth: 0.02,
    brush: 0,
    moving: (ink, t) => {
      const x = sun.x * size;
      const y = (sun.y + (night || brief.time === 'dawn' ? -0.022 : 0.022) * (t - 0.5)) * size;
      const radius = sun.radius * size;
      const strength = hidden ? 0.35 : 1;
      const pulse = 1 + 0.03 * Math.sin(t * Math.PI * 4);
      glow(ink, x, y, radius * 5.5 * pulse, css(palette.light, 0.42 * strength), css(palette.light, 0));
      glow(ink, x, y, radius * 2.1, css(palette.light, 0.6 * strength), css(palette.light, 0));
      ink.fillStyle = css(palette.light, hidden ? 0.55 : 0.97);
      ink.beginPath();
      ink.arc(x, y, radius, 0, 7);
      ink.fill();
      if (!night) return;
      ink.fillStyle = css(palette.skyMid, 0.22);
      for (const [dx, dy, r] of [
        [-0.3, -0.2, 0.26],
        [0.28, 0.22, 0.2],
        [-0.1, 0.42, 0.14],
        [0.35, -0.36, 0.12],
      ] as const) {
        ink.beginPath();
        ink.ellipse(x + dx * radius, y + dy * radius, r * radius, r * radius * 0.85, 0.4, 0, 7);
        ink.fill();
      }
    },
  };
}

/** Heaps of soft puffs, lit above and shaded below; they drift. */
export function clouds(stage: Stage, horizon: number, amount: number): Layer {
  const { palette, size, random, brief } = stage;
  const heavy = brief.weather === 'rain';
  const heaps = Array.from({ length: Math.round(amount * (heavy ? 13 : 7)) }, () => {
    const y = horizon * (0.08 + random() * 0.66);
    const scale = (0.45 + 0.75 * (1 - y / horizon)) * (heavy ? 1.4 : 1);
    const puffs = Array.from({ length: 16 }, () => ({
      x: (random() + random() - 1) * 0.17 * scale,
      y: -Math.abs(random() * random()) * 0.06 * scale,
      r: (0.022 + random() * 0.036) * scale,
    }));
    return { x: random() * 1.3 - 0.2, y, puffs, speed: (brief.wind || heavy ? 2 : 1) * (0.05 + random() * 0.08) };
  });
  const top = mix(palette.light, palette.skyLow, brief.time === 'night' ? 0.75 : heavy ? 0.6 : 0.12);
  const low = mix(palette.skyMid, palette.shade, heavy ? 0.34 : 0.16);
  const alpha = brief.time === 'night' ? 0.26 : 0.5;
  return {
    name: 'clouds',
    depth: 0.06,
    brush: 0,
    moving: (ink, t) => {
      for (const heap of heaps) {
        for (const puff of heap.puffs) {
          const x = (heap.x + puff.x + heap.speed * t) * size;
          const y = (heap.y + puff.y) * size;
          glow(ink, x, y + puff.r * size * 0.42, puff.r * size * 1.1, css(low, alpha * 0.55), css(low, 0), 0.62);
          glow(ink, x, y, puff.r * size, css(top, alpha), css(top, 0), 0.78);
        }
      }
    },
  };
}

/** Stars that twinkle, a band of milk, and once in a while a falling one. */
export function stars(stage: Stage, horizon: number, amount: number): Layer {
  const { size, random, noise, palette } = stage;
  const tilt = 0.5 + random() * 0.5;
  const points = Array.from({ length: Math.round(420 * amount) }, (_, i) => {
    const band = i % 3 !== 0;
    const along = random() * 1.5 - 0.25;
    const across = (random() + random() + random() - 1.5) * 0.22;
    return {
      x: band ? along + across * tilt : random() * 1.2 - 0.1,
      y: band ? 0.02 + along * tilt * 0.62 - across * 0.5 : random() * horizon,
      r: (0.0006 + random() ** 5 * 0.0028) * size,
      phase: random() * 7,
      pace: 1 + Math.floor(random() * 3),
      warm: random(),
    };
  }).filter((star) => star.y < horizon && star.y > -0.1);
  const fall = { x: 0.2 + random() * 0.5, y: 0.06 + random() * 0.15 };
  return {
    name: 'stars',
    depth: 0.01,
    brush: 0,
    moving: (ink, t) => {
      // The sky turns about a pole, as it does over a night.
      const pole = { x: size * 0.62, y: size * 0.9 };
      ink.translate(pole.x, pole.y);
      ink.rotate((t - REST) * 0.07);
      ink.translate(-pole.x, -pole.y);
      for (let i = 0; i < 26; i++) {
        const along = i / 25;
        const y = 0.02 + along * tilt * 0.62;
        if (y < horizon)
          glow(
            ink,
            along * size,
            y * size,
            size * (0.1 + 0.05 * noise(i * 0.7, 3)),
            css(mix(palette.skyLow, palette.light, 0.4), 0.1 * amount),
            css(palette.skyLow, 0),
          );
      }
      for (const star of points) {
        const twinkle = 0.62 + 0.38 * Math.sin(star.phase + t * Math.PI * 2 * star.pace);
        ink.fillStyle =
          star.warm > 0.8
            ? `rgba(255,220,180,${twinkle.toFixed(2)})`
            : star.warm < 0.2
              ? `rgba(190,215,255,${twinkle.toFixed(2)})`
              : `rgba(255,252,240,${twinkle.toFixed(2)})`;
        ink.beginPath();
        ink.arc(star.x * size, star.y * size, star.r, 0, 7);
        ink.fill();
        if (star.r > 0.0021 * size)
          glow(ink, star.x * size, star.y * size, star.r * 5, `rgba(255,250,235,${(0.35 * twinkle).toFixed(2)})`, 'rgba(255,250,235,0)');
      }
      const flight = (t - 0.14) / 0.16;
      if (flight <= 0 || flight >= 1 || stage.brief.family !== 'night') return;
      const [x, y] = [(fall.x + flight * 0.26) * size, (fall.y + flight * 0.12) * size];
      const trail = ink.createLinearGradient(x - size * 0.11, y - size * 0.05, x, y);
      trail.addColorStop(0, 'rgba(255,255,255,0)');
      trail.addColorStop(1, `rgba(255,255,245,${Math.sin(flight * Math.PI).toFixed(2)})`);
      ink.strokeStyle = trail;
      ink.lineWidth = size * 0.0028;
      ink.beginPath();
      ink.moveTo(x - size * 0.11, y - size * 0.05);
      ink.lineTo(x, y);
      ink.stroke();
    },
  };
}

/** Curtains of green and violet that wave. */
export function aurora(stage: Stage, horizon: number): Layer {
  const { size, noise, margin, brief } = stage;
  const base = brief.hues[0] ?? 150;
  // Whole pixels: columns that overlap would add up to stripes.
  const step = Math.max(1, Math.round(size / 300));
  return {
    name: 'aurora',
    depth: 0.03,
    brush: 0,
    moving: (ink, t) => {
      ink.save();
      ink.globalCompositeOperation = 'lighter';
      for (let curtain = 0; curtain < 3; curtain++) {
        for (let x = -margin; x < size + margin; x += step) {
          const u = x / size;
          const foot = horizon * size * (0.34 + 0.15 * curtain + 0.14 * noise(u * 1.2 + curtain * 7, t * 0.5 + curtain));
          const tall = size * (0.2 + 0.09 * noise(u * 3.4 + curtain * 3, t * 0.8 + 4));
          const shine = Math.max(0, 0.5 + 0.5 * noise(u * 5 + curtain * 11, t * 1.3 + 9)) * 0.2;
          const gradient = ink.createLinearGradient(0, foot - tall, 0, foot + size * 0.02);
          gradient.addColorStop(0, `hsla(${base + 120},80%,60%,0)`);
          gradient.addColorStop(0.5, `hsla(${base + 60},75%,55%,${(shine * 0.7).toFixed(3)})`);
          gradient.addColorStop(0.9, `hsla(${base},80%,58%,${(shine * 1.5).toFixed(3)})`);
          gradient.addColorStop(1, `hsla(${base},80%,58%,0)`);
          ink.fillStyle = gradient;
          ink.fillRect(x, foot - tall, step, tall + size * 0.02);
        }
      }
      ink.restore();
    },
  };
}

/** Slanted rain with a grey veil. */
export function rain(stage: Stage): Layer {
  const { size, random, margin } = stage;
  const drops = Array.from({ length: 340 }, () => ({ x: random(), y: random(), near: random() }));
  return {
    name: 'rain',
    depth: 0.5,
    brush: 0,
    moving: (ink, t) => {
      ink.lineCap = 'round';
      for (const drop of drops) {
        const rounds = 5 + Math.round(drop.near * 5);
        const fall = (drop.y + t * rounds) % 1;
        const x = -margin + ((drop.x - fall * 0.12 + 1) % 1) * (size + 2 * margin);
        const y = -margin + fall * (size + 2 * margin);
        const length = size * (0.014 + 0.034 * drop.near);
        ink.strokeStyle = `rgba(235,242,250,${(0.12 + 0.26 * drop.near).toFixed(2)})`;
        ink.lineWidth = size * (0.0011 + 0.0013 * drop.near);
        ink.beginPath();
        ink.moveTo(x, y);
        ink.lineTo(x - length * 0.16, y + length);
        ink.stroke();
      }
    },
  };
}

/** Flakes of three depths, swaying as they fall. */
export function snowfall(stage: Stage): Layer {
  const { size, random, margin } = stage;
  const flakes = Array.from({ length: 230 }, () => ({ x: random(), y: random(), near: random() ** 2, phase: random() * 7 }));
  return {
    name: 'snow',
    depth: 0.6,
    brush: 0,
    moving: (ink, t) => {
      for (const flake of flakes) {
        const fall = (flake.y + t * (1 + Math.round(flake.near))) % 1;
        const x = -margin + flake.x * (size + 2 * margin) + Math.sin(flake.phase + t * Math.PI * 2) * size * 0.012;
        const y = -margin + fall * (size + 2 * margin);
        ink.fillStyle = `rgba(255,255,255,${(0.5 + 0.42 * flake.near).toFixed(2)})`;
        ink.beginPath();
        ink.arc(x, y, size * (0.0017 + 0.0052 * flake.near), 0, 7);
        ink.fill();
      }
    },
  };
}

/** A bank of mist lying across the picture at one height. */
export function mist(stage: Stage, height: number, strength: number, depth: number): Layer {
  const { size, random, palette } = stage;
  const tone = mix(palette.skyLow, palette.light, 0.3);
  const wisps = Array.from({ length: 12 }, () => ({
    x: random() * 1.4 - 0.2,
    y: height + (random() - 0.5) * 0.09,
    r: 0.16 + random() * 0.22,
    speed: (random() < 0.3 ? -1 : 1) * (0.05 + random() * 0.1),
  }));
  return {
    name: 'mist',
    depth,
    brush: 0,
    moving: (ink, t) => {
      for (const wisp of wisps)
        glow(ink, (wisp.x + wisp.speed * t) * size, wisp.y * size, wisp.r * size, css(tone, 0.34 * strength), css(tone, 0), 0.24);
    },
  };
}

/** Everything above the horizon, far to near. */
export function skyLayers(stage: Stage, horizon: number, sun: Luminary): Layer[] {
  const { brief } = stage;
  const night = brief.time === 'night';
  const layers: Layer[] = [air(stage, horizon, sun)];
  if ((night || brief.time === 'dusk') && brief.weather !== 'rain')
    layers.push(stars(stage, horizon, night ? (brief.family === 'night' ? 1.3 : 0.8) : 0.25));
  if (brief.aurora) layers.push(aurora(stage, horizon));
  layers.push(luminary(stage, sun));
  const amount = { clear: 0.3, clouds: 1, rain: 1.2, snowfall: 0.6, mist: 0.5 }[brief.weather];
  layers.push(clouds(stage, horizon, night ? amount * 0.5 : amount));
  const quiet = night || brief.weather === 'rain' || brief.family === 'forest' || brief.subjects.some(({ name }) => name === 'bird');
  if (!quiet) layers.push(farBirds(stage));
  return layers;
}

/** What falls in front of everything. */
export function weatherLayers(stage: Stage): Layer[] {
  switch (stage.brief.weather) {
    case 'rain':
      return [rain(stage)];
    case 'snowfall':
      return [snowfall(stage)];
    case 'mist':
      return [mist(stage, 0.8, 0.7, 0.7)];
    case 'clear':
    case 'clouds':
      return [];
    default:
      return stage.brief.weather satisfies never;
  }
}
