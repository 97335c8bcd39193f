import type { MapOverview } from '@oto/schema/contract/map';
import { plotCentre, type Plot } from '@oto/schema/geometry/lattice';
import type { BoardCursor, BoardSight } from '../../board/board-controller.ts';
import { claimedBounds } from '../../board/world-bounds.ts';
import { chartField } from './chart-field.ts';
import { chartFrame, onChart, viewOnChart, type ChartFrame, type ChartSize } from './chart-frame.ts';
import { inkChart, type ChartInks, type Rgb } from './chart-ink.ts';

/** Of the border, CSS pixels. */
const INSET = 5;
const TICK_EVERY = 12;

/** What the chart is drawn with: one look per theme. */
export interface ChartLook extends ChartInks {
  readonly paper: string;
  /** The pencil that goes round the view. */
  readonly view: string;
  readonly font: string;
}

export interface ChartScene {
  readonly sight: BoardSight;
  readonly cursors: readonly BoardCursor[];
  readonly mine: readonly Plot[];
}

/** The part that changes rarely, drawn once: land, border, compass. `ratio`: device pixels per CSS pixel. */
export function drawGround(
  overview: MapOverview,
  size: ChartSize,
  ratio: number,
  look: ChartLook,
): { readonly ground: HTMLCanvasElement; readonly frame: ChartFrame } {
  const frame = chartFrame(claimedBounds(overview), size);
  const ground = document.createElement('canvas');
  ground.width = Math.round(size.width * ratio);
  ground.height = Math.round(size.height * ratio);
  const pen = ground.getContext('2d');
  if (!pen) return { ground, frame };
  const image = pen.createImageData(ground.width, ground.height);
  inkChart(chartField(overview, frame), look, image, ratio);
  pen.putImageData(image, 0, 0);
  pen.scale(ratio, ratio);
  drawBorder(pen, size, look);
  drawCompass(pen, { x: size.width - 21, y: 25 }, look);
  return { ground, frame };
}

/** The ground with what lives on it. */
export function drawChart(
  pen: CanvasRenderingContext2D,
  { ground, frame }: ReturnType<typeof drawGround>,
  { sight, cursors, mine }: ChartScene,
  ratio: number,
  look: ChartLook,
): void {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.drawImage(ground, 0, 0);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawView(pen, frame, sight, look.view);
  for (const plot of mine) drawPin(pen, onChart(frame, plotCentre(plot)));
  for (const cursor of cursors) {
    const { x, y } = onChart(frame, cursor);
    if (x < INSET || y < INSET || x > frame.width - INSET || y > frame.height - INSET) continue;
    pen.beginPath();
    pen.arc(x, y, 3.1, 0, 2 * Math.PI);
    pen.fillStyle = cursor.colour;
    pen.fill();
    pen.lineWidth = 1.2;
    pen.strokeStyle = look.paper;
    pen.stroke();
  }
}

/** The pencil goes round it, a little over the corners. */
function drawView(pen: CanvasRenderingContext2D, frame: ChartFrame, sight: BoardSight, colour: string): void {
  const { x, y, width, height } = viewOnChart(frame, sight);
  pen.save();
  pen.beginPath();
  pen.rect(INSET - 1, INSET - 1, frame.width - 2 * INSET + 2, frame.height - 2 * INSET + 2);
  pen.clip();
  pen.fillStyle = colour;
  pen.globalAlpha = 0.09;
  pen.fillRect(x, y, width, height);
  pen.strokeStyle = colour;
  pen.lineCap = 'round';
  const over = Math.min(2.5, width / 5);
  for (const [line, strength, off] of [
    [1.5, 0.95, 0],
    [0.8, 0.5, 0.9],
  ] as const) {
    pen.lineWidth = line;
    pen.globalAlpha = strength;
    pen.beginPath();
    pen.moveTo(x - over, y + off);
    pen.quadraticCurveTo(x + width / 2, y - off - 0.4, x + width + over * 0.6, y + off * 0.4);
    pen.moveTo(x + width - off, y - over * 0.7);
    pen.quadraticCurveTo(x + width + off, y + height / 2, x + width, y + height + over);
    pen.moveTo(x + width + over, y + height - off);
    pen.quadraticCurveTo(x + width / 2, y + height + off, x - over * 0.5, y + height);
    pen.moveTo(x + off, y + height + over * 0.8);
    pen.quadraticCurveTo(x - off - 0.3, y + height / 2, x, y - over);
    pen.stroke();
  }
  pen.restore();
}

function drawPin(pen: CanvasRenderingContext2D, { x, y }: { readonly x: number; readonly y: number }): void {
  pen.fillStyle = 'rgb(40 30 15 / 30%)';
  pen.beginPath();
  pen.ellipse(x + 2, y + 2.6, 4, 2.6, 0.6, 0, 2 * Math.PI);
  pen.fill();
  const shine = pen.createRadialGradient(x - 1.6, y - 2, 0.4, x, y, 5);
  shine.addColorStop(0, '#fff6d8');
  shine.addColorStop(0.3, '#f3cf6b');
  shine.addColorStop(0.75, '#c9922d');
  shine.addColorStop(1, '#7f5813');
  pen.fillStyle = shine;
  pen.beginPath();
  pen.arc(x, y, 4.6, 0, 2 * Math.PI);
  pen.fill();
}

/** A double line, ticked like the edge of a sea chart. */
function drawBorder(pen: CanvasRenderingContext2D, { width, height }: ChartSize, { pencil }: ChartLook): void {
  pen.strokeStyle = rgb(pencil);
  pen.lineCap = 'round';
  const sides = [
    [INSET, INSET, width - INSET, INSET, 0, 1],
    [width - INSET, INSET, width - INSET, height - INSET, -1, 0],
    [width - INSET, height - INSET, INSET, height - INSET, 0, -1],
    [INSET, height - INSET, INSET, INSET, 1, 0],
  ] as const;
  for (const [x0, y0, x1, y1, inX, inY] of sides) {
    const length = Math.hypot(x1 - x0, y1 - y0);
    const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
    pen.globalAlpha = 0.62;
    pen.lineWidth = 1.1;
    pen.beginPath();
    pen.moveTo(x0 - ux * 1.5, y0 - uy * 1.5);
    pen.quadraticCurveTo((x0 + x1) / 2 + inX * 0.8, (y0 + y1) / 2 + inY * 0.8, x1 + ux * 1.8, y1 + uy * 1.8);
    pen.stroke();
    pen.globalAlpha = 0.36;
    pen.lineWidth = 0.7;
    pen.beginPath();
    pen.moveTo(x0 + (ux + inX) * 3.2, y0 + (uy + inY) * 3.2);
    pen.lineTo(x1 + (inX - ux) * 3.2, y1 + (inY - uy) * 3.2);
    for (let at = TICK_EVERY; at < length - 6; at += TICK_EVERY) {
      pen.moveTo(x0 + ux * at, y0 + uy * at);
      pen.lineTo(x0 + ux * at + inX * 3, y0 + uy * at + inY * 3);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function drawCompass(
  pen: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number },
  { pencil, paper, font }: ChartLook,
): void {
  pen.save();
  pen.translate(at.x, at.y);
  pen.fillStyle = paper;
  pen.globalAlpha = 0.72;
  pen.beginPath();
  pen.arc(0, 0, 12, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = rgb(pencil);
  pen.strokeStyle = rgb(pencil);
  pen.lineWidth = 0.7;
  pen.globalAlpha = 0.7;
  for (let point = 0; point < 4; point++) {
    const long = point === 0 ? 10 : 7;
    pen.beginPath();
    pen.moveTo(0, -long);
    pen.lineTo(1.9, -1.9);
    pen.lineTo(0, 0);
    pen.closePath();
    pen.fill();
    pen.beginPath();
    pen.moveTo(0, -long);
    pen.lineTo(-1.9, -1.9);
    pen.lineTo(0, 0);
    pen.stroke();
    pen.rotate(Math.PI / 2);
  }
  pen.font = font;
  pen.textAlign = 'center';
  pen.fillText('N', 0.5, 21);
  pen.restore();
}

function rgb([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
