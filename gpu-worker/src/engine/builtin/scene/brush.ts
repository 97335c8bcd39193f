import type { Canvas } from '@napi-rs/canvas';
import type { NoiseFunction2D } from 'simplex-noise';

/** Pixels of canvas per stroke at full brush. */
const AREA = 85;

/**
 * Repaints a layer with strokes of its own colours: long ones where it is smooth, short ones along
 * its edges. Strokes never leave the layer's silhouette.
 */
export function brushOver(canvas: Canvas, amount: number, size: number, noise: NoiseFunction2D, random: () => number): void {
  if (amount <= 0) return;
  const { width, height } = canvas;
  const ink = canvas.getContext('2d');
  const pixels = ink.getImageData(0, 0, width, height).data;
  const unit = size / 768;
  const light = (x: number, y: number): number => {
    const at = (Math.min(height - 1, Math.max(0, y | 0)) * width + Math.min(width - 1, Math.max(0, x | 0))) * 4;
    return (pixels[at] ?? 0) * 0.3 + (pixels[at + 1] ?? 0) * 0.59 + (pixels[at + 2] ?? 0) * 0.11 + (pixels[at + 3] ?? 0) * 0.5;
  };
  ink.save();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.globalCompositeOperation = 'source-atop';
  ink.lineCap = 'round';
  const strokes = Math.round((amount * width * height) / (AREA * unit * unit));
  for (let i = 0; i < strokes; i++) {
    const x = random() * width;
    const y = random() * height;
    const [a, b, c] = [random(), random(), random()];
    const at = ((y | 0) * width + (x | 0)) * 4;
    if ((pixels[at + 3] ?? 0) < 140) continue;
    const reach = 3 * unit;
    const gx = light(x + reach, y) - light(x - reach, y);
    const gy = light(x, y + reach) - light(x, y - reach);
    const edge = Math.min(1, Math.hypot(gx, gy) / 60);
    const wander = noise((x / size) * 2.1, (y / size) * 2.1) * 0.9;
    const angle = edge > 0.12 ? Math.atan2(gy, gx) + Math.PI / 2 : wander;
    const length = (4 + 24 * (1 - edge) * (0.4 + a)) * unit;
    const jitter = (b - 0.5) * 20;
    ink.strokeStyle = `rgba(${shift(pixels[at], jitter + (c - 0.5) * 7)},${shift(pixels[at + 1], jitter)},${shift(pixels[at + 2], jitter - (c - 0.5) * 9)},${(0.34 + 0.3 * c).toFixed(2)})`;
    ink.lineWidth = (1.2 + 6.2 * (1 - edge) * (0.35 + b)) * unit;
    const [dx, dy] = [(Math.cos(angle) * length) / 2, (Math.sin(angle) * length) / 2];
    ink.beginPath();
    ink.moveTo(x - dx, y - dy);
    ink.quadraticCurveTo(x + dy * 0.18, y - dx * 0.18, x + dx, y + dy);
    ink.stroke();
  }
  ink.restore();
}

function shift(channel: number | undefined, by: number): number {
  return Math.max(0, Math.min(255, Math.round((channel ?? 0) + by)));
}
