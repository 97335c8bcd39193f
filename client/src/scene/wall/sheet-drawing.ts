import type { WorldRect } from '../types.ts';
import { penOn, pin, write } from './pen.ts';
import { HEAD } from './wall-layout.ts';

/** Around the sheet, for its shadow; world units. */
export const SHEET_MARGIN = 240;
/** Strokes of the fibres in the paper. */
const FIBRES = 900;

/** Draws the sheet that the frames hang on, its margin included, `scale` pixels a unit. */
export function drawSheet(sheet: WorldRect, words: { readonly title: string; readonly line: string }, scale: number): HTMLCanvasElement {
  const { width, height } = sheet;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + 2 * SHEET_MARGIN) * scale);
  canvas.height = Math.round((height + 2 * SHEET_MARGIN) * scale);
  const pen = penOn(canvas);
  if (pen === null) return canvas;
  pen.scale(scale, scale);
  pen.translate(SHEET_MARGIN, SHEET_MARGIN);
  pen.save();
  pen.shadowColor = 'rgb(44 32 16 / 40%)';
  pen.shadowBlur = 110 * scale;
  pen.shadowOffsetX = 34 * scale;
  pen.shadowOffsetY = 60 * scale;
  pen.fillStyle = '#ecdfc3';
  pen.fillRect(0, 0, width, height);
  pen.restore();
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  drawFibres(pen, width, height);
  const light = pen.createRadialGradient(width * 0.42, height * 0.3, height * 0.1, width / 2, height / 2, height * 0.85);
  light.addColorStop(0, 'rgb(255 250 236 / 62%)');
  light.addColorStop(1, 'rgb(150 118 66 / 16%)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, width, height);
  pen.restore();
  pen.strokeStyle = 'rgb(110 84 44 / 30%)';
  pen.lineWidth = 10;
  pen.strokeRect(5, 5, width - 10, height - 10);
  pen.textAlign = 'center';
  pen.fillStyle = '#3b2c1c';
  write(pen, words.title, width / 2, HEAD * 0.5, { font: 'marker', size: 330, width: width - 700 });
  pen.fillStyle = '#5d4a32';
  write(pen, words.line, width / 2, HEAD * 0.78, { font: 'hand', size: 190, width: width - 700 });
  for (const x of [150, width - 150]) for (const y of [140, height - 140]) pin(pen, x, y, 72, '#b4322c');
  return canvas;
}

/** The same at every launch. */
function drawFibres(pen: CanvasRenderingContext2D, width: number, height: number): void {
  let seed = 7;
  const next = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  pen.lineWidth = 6;
  for (let fibre = 0; fibre < FIBRES; fibre++) {
    const x = next() * width;
    const y = next() * height;
    const turn = next() * Math.PI;
    const long = 30 + next() * 130;
    pen.strokeStyle = next() < 0.5 ? 'rgb(120 92 48 / 9%)' : 'rgb(255 252 240 / 22%)';
    pen.beginPath();
    pen.moveTo(x, y);
    pen.quadraticCurveTo(x + long * 0.5, y + (next() - 0.5) * 40, x + Math.cos(turn) * long, y + Math.sin(turn) * long);
    pen.stroke();
  }
}
