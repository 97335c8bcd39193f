import { CORD_COLOURS, NOTE_COLOUR } from '@oto/schema/board/palette';
import type { WallFrame } from '../types.ts';
import { penOn, pin, star, write, type Pen } from './pen.ts';
import { FRAME_HEIGHT, FRAME_WIDTH } from './wall-layout.ts';

/** Around a frame's paper, for its shadow and its pin; world units. */
export const MARGIN = 110;
const INK = '#2e2622';
const LEAD = '#6a625a';
const PASSE = 74;
/** The picture's side. */
const INSET = FRAME_WIDTH - 2 * PASSE;
const PICTURE_HEIGHT = 930;
/** The torn edges of a print lie outside. */
const TRIMMED = 1.07;

/** Draws a frame, its margin included, `scale` pixels a unit. */
export function drawFrame(frame: WallFrame, place: number, picture: ImageBitmap | null, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((FRAME_WIDTH + 2 * MARGIN) * scale);
  canvas.height = Math.round((FRAME_HEIGHT + 2 * MARGIN) * scale);
  const pen = penOn(canvas);
  if (pen === null) return canvas;
  pen.scale(scale, scale);
  pen.translate(MARGIN, MARGIN);
  pen.textBaseline = 'alphabetic';
  drawMount(pen, place, scale);
  pen.save();
  pen.beginPath();
  pen.rect(PASSE, PASSE, INSET, PICTURE_HEIGHT);
  pen.clip();
  drawInset(pen, frame, picture);
  pen.restore();
  pen.strokeStyle = 'rgb(50 38 20 / 30%)';
  pen.lineWidth = 5;
  pen.strokeRect(PASSE, PASSE, INSET, PICTURE_HEIGHT);
  drawWords(pen, frame, place === 0 ? '#fff6d6' : '#e2ac38');
  pin(pen, FRAME_WIDTH / 2, 16, 46, CORD_COLOURS[place % CORD_COLOURS.length] ?? '#c83430');
  return canvas;
}

/** The paper it is mounted on; the first hangs in gold. */
function drawMount(pen: Pen, place: number, scale: number): void {
  pen.save();
  pen.shadowColor = 'rgb(44 32 16 / 44%)';
  pen.shadowBlur = 52 * scale;
  pen.shadowOffsetX = 16 * scale;
  pen.shadowOffsetY = 30 * scale;
  pen.fillStyle = place === 0 ? gold(pen) : '#fdfbf5';
  pen.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT);
  pen.restore();
  const light = pen.createLinearGradient(0, 0, 0, FRAME_HEIGHT);
  light.addColorStop(0, 'rgb(255 255 255 / 50%)');
  light.addColorStop(0.12, 'rgb(255 255 255 / 0%)');
  light.addColorStop(0.86, 'rgb(90 66 30 / 0%)');
  light.addColorStop(1, 'rgb(90 66 30 / 12%)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, FRAME_WIDTH, FRAME_HEIGHT);
  if (place !== 0) return;
  pen.lineWidth = 7;
  for (const [inset, colour] of [
    [20, 'rgb(96 62 10 / 55%)'],
    [28, 'rgb(255 242 196 / 80%)'],
    [46, 'rgb(96 62 10 / 40%)'],
  ] as const) {
    pen.strokeStyle = colour;
    pen.strokeRect(inset, inset, FRAME_WIDTH - 2 * inset, FRAME_HEIGHT - 2 * inset);
  }
}

function gold(pen: Pen): CanvasGradient {
  const shine = pen.createLinearGradient(0, 0, FRAME_WIDTH, FRAME_HEIGHT);
  for (const [at, colour] of [
    [0, '#c99a38'],
    [0.22, '#f3d98c'],
    [0.36, '#dcae48'],
    [0.62, '#c4922f'],
    [0.76, '#f0d283'],
    [1, '#b9852a'],
  ] as const)
    shine.addColorStop(at, colour);
  return shine;
}

function drawInset(pen: Pen, frame: WallFrame, picture: ImageBitmap | null): void {
  pen.fillStyle = NOTE_COLOUR[frame.kind];
  pen.fillRect(PASSE, PASSE, INSET, PICTURE_HEIGHT);
  if (picture !== null) cover(pen, picture);
  else if (frame.kind === 'voice') drawWave(pen, frame.peaks ?? []);
  else drawPassage(pen, frame.excerpt === '' ? frame.title : frame.excerpt);
  if (frame.kind === 'video') drawPlay(pen);
}

/** The picture fills the inset, cut at its longer side. */
function cover(pen: Pen, picture: ImageBitmap): void {
  const grow = Math.max(INSET / picture.width, PICTURE_HEIGHT / picture.height) * TRIMMED;
  const width = INSET / grow;
  const height = PICTURE_HEIGHT / grow;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, (picture.width - width) / 2, (picture.height - height) / 2, width, height, PASSE, PASSE, INSET, PICTURE_HEIGHT);
}

function drawPassage(pen: Pen, words: string): void {
  pen.fillStyle = INK;
  write(pen, words, PASSE + 74, PASSE + 190, { font: 'hand', size: 104, width: INSET - 148, lines: 7, leading: 1.06 });
}

function drawWave(pen: Pen, peaks: readonly number[]): void {
  const bars = 44;
  const step = (INSET - 150) / bars;
  pen.fillStyle = 'rgb(60 26 40 / 78%)';
  for (let bar = 0; bar < bars; bar++) {
    const peak = peaks.length === 0 ? 0.3 + 0.25 * Math.sin(bar * 0.9) : (peaks[Math.floor((bar / bars) * peaks.length)] ?? 0);
    const height = 26 + peak * 560;
    pen.beginPath();
    pen.roundRect(PASSE + 75 + bar * step, PASSE + (PICTURE_HEIGHT - height) / 2, step * 0.62, height, step * 0.3);
    pen.fill();
  }
}

function drawPlay(pen: Pen): void {
  const x = FRAME_WIDTH / 2;
  const y = PASSE + PICTURE_HEIGHT / 2;
  pen.fillStyle = 'rgb(255 252 244 / 88%)';
  pen.beginPath();
  pen.arc(x, y, 118, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = INK;
  pen.beginPath();
  pen.moveTo(x - 36, y - 58);
  pen.lineTo(x + 64, y);
  pen.lineTo(x - 36, y + 58);
  pen.closePath();
  pen.fill();
}

function drawWords(pen: Pen, { title, author, votes }: WallFrame, starColour: string): void {
  const left = PASSE + 6;
  const right = FRAME_WIDTH - PASSE - 6;
  const base = PASSE + PICTURE_HEIGHT;
  pen.fillStyle = INK;
  write(pen, title, left, base + 122, { font: 'marker', size: 84, width: right - left });
  const tally = String(votes);
  const size = 88;
  pen.fillStyle = INK;
  write(pen, author, left, base + 232, { font: 'hand', size, width: right - left - 150 - tally.length * 44 });
  pen.textAlign = 'right';
  write(pen, tally, right, base + 232, { font: 'hand', size: size * 1.08, width: 300 });
  const at = right - pen.measureText(tally).width - 62;
  pen.textAlign = 'left';
  star(pen, at, base + 204, 44);
  pen.fillStyle = starColour;
  pen.fill();
  pen.strokeStyle = LEAD;
  pen.lineWidth = 7;
  pen.lineJoin = 'round';
  pen.stroke();
}
