import { type Colour, css, mix } from '../colour.ts';
import { type Layer, type Stage, glow } from '../layer.ts';

/** A wall of warm dabs: what stands behind a still life or a face. */
export function backdrop(stage: Stage, top: Colour, foot: Colour): Layer {
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
