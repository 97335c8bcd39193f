import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { seededRandom } from '@oto/schema/base/seeded-random';

const PAPER = '#efeadf';
const TILE = 256;

/** Bare paper with its grain, the light from the left above, and rings drawn in pencil as around every plot. */
export function drawBoard(ink: SKRSContext2D, width: number, height: number): void {
  ink.fillStyle = PAPER;
  ink.fillRect(0, 0, width, height);
  const light = ink.createRadialGradient(width * 0.4, height * 0.3, 80, width * 0.5, height * 0.5, width * 0.72);
  light.addColorStop(0, 'rgba(255,253,246,0.75)');
  light.addColorStop(1, 'rgba(170,158,134,0.28)');
  ink.fillStyle = light;
  ink.fillRect(0, 0, width, height);
  ink.globalAlpha = 0.07;
  const tile = grain();
  for (let y = 0; y < height; y += TILE) for (let x = 0; x < width; x += TILE) ink.drawImage(tile, x, y);
  ink.globalAlpha = 1;
  for (const radius of [690, 716]) pencilRing(ink, { x: -170, y: 700, radius });
  pencilRing(ink, { x: 1420, y: -130, radius: 420 });
}

let kept: Canvas | null = null;

/** Noise of paper, drawn once a process. */
function grain(): Canvas {
  if (kept !== null) return kept;
  const canvas = createCanvas(TILE, TILE);
  const ink = canvas.getContext('2d');
  const image = ink.createImageData(TILE, TILE);
  const random = seededRandom(7);
  for (let at = 0; at < TILE * TILE; at++) {
    const value = Math.floor(random() * 255);
    image.data.set([value, value, value, 255], at * 4);
  }
  ink.putImageData(image, 0, 0);
  kept = canvas;
  return canvas;
}

function pencilRing(ink: SKRSContext2D, { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number }): void {
  const random = seededRandom(radius);
  ink.strokeStyle = 'rgba(96,90,82,0.34)';
  ink.lineWidth = 2.2;
  ink.beginPath();
  const steps = 180;
  let wobble = 0;
  for (let at = 0; at <= steps; at++) {
    wobble = wobble * 0.9 + (random() - 0.5) * 2.4;
    const angle = (at / steps) * Math.PI * 2;
    ink.lineTo(x + Math.cos(angle) * (radius + wobble), y + Math.sin(angle) * (radius + wobble));
  }
  ink.stroke();
}
