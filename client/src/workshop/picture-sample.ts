import { seededRandom } from '@oto/schema/base/seeded-random';

const WIDTH = 480;
const HEIGHT = 360;

/** A painted landscape or a neon weave, as a blob URL. */
export async function samplePicture(index: number): Promise<string> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no 2d canvas');
  const random = seededRandom(index * 7919 + 42);
  const hue = (index * 137.5) % 360;
  if (index % 3 === 2) weave(pen, hue);
  else landscape(pen, hue, random);
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
}

function landscape(pen: OffscreenCanvasRenderingContext2D, hue: number, random: () => number): void {
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 60% ${26 + random() * 26}%)`);
  sky.addColorStop(0.65, `hsl(${hue + 40} 78% 72%)`);
  sky.addColorStop(1, `hsl(${hue + 60} 60% 60%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = `hsl(${hue + 50} 90% 90% / 0.95)`;
  pen.beginPath();
  pen.arc(90 + random() * 300, 70 + random() * 80, 26 + random() * 26, 0, 7);
  pen.fill();
  for (let layer = 0; layer < 5; layer++) {
    pen.fillStyle = `hsl(${hue + layer * 14} ${48 - layer * 5}% ${56 - layer * 11}%)`;
    pen.beginPath();
    pen.moveTo(0, HEIGHT);
    const phase = random() * 6;
    for (let x = 0; x <= WIDTH; x += 4) {
      pen.lineTo(x, 150 + layer * 42 + Math.sin(x * 0.012 * (1 + layer * 0.4) + phase) * 30 + Math.sin(x * 0.05 + phase * 3) * 9);
    }
    pen.lineTo(WIDTH, HEIGHT);
    pen.fill();
  }
}

function weave(pen: OffscreenCanvasRenderingContext2D, hue: number): void {
  pen.fillStyle = '#12141f';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (let line = 0; line < 64; line++) {
    pen.strokeStyle = `hsl(${hue + line * 3} 90% 65% / 0.55)`;
    pen.lineWidth = 1.6;
    pen.beginPath();
    for (let x = 0; x <= WIDTH; x += 4) {
      pen.lineTo(x, HEIGHT / 2 + Math.sin(x * 0.014 + line * 0.12) * line * 2.1 + Math.cos(x * 0.03 + line * 0.3) * 20);
    }
    pen.stroke();
  }
}
