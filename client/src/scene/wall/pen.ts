import { cssFont, type FontName } from '../fonts.ts';

export type Pen = CanvasRenderingContext2D;

/** A canvas in memory: what is drawn on it goes to the GPU once, whole. */
export function penOn(canvas: HTMLCanvasElement): Pen | null {
  return canvas.getContext('2d', { willReadFrequently: true });
}

export interface Line {
  readonly font: FontName;
  readonly size: number;
  readonly width: number;
  readonly lines?: number;
  readonly leading?: number;
}

/** Words broken into lines that fit; what is left over ends in an ellipsis. */
function linesOf(pen: Pen, text: string, { font, size, width, lines = 1 }: Line): string[] {
  pen.font = cssFont(font, size);
  const words = text.replaceAll(/\s+/gu, ' ').trim().split(' ');
  const broken: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (pen.measureText(longer).width <= width || line === '') {
      line = longer;
      continue;
    }
    if (broken.length === lines - 1) {
      broken.push(shortened(pen, [line, ...words.slice(index)].join(' '), width));
      return broken;
    }
    broken.push(line);
    line = word;
  }
  return [...broken, shortened(pen, line, width)];
}

function shortened(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end).trimEnd()}…`).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Writes lines from a baseline on; answers the last baseline. */
export function write(pen: Pen, text: string, x: number, y: number, line: Line): number {
  const all = linesOf(pen, text, line);
  const step = line.size * (line.leading ?? 1.1);
  for (const [index, words] of all.entries()) pen.fillText(words, x, y + index * step);
  return y + (all.length - 1) * step;
}

/** A five-pointed star about a point. */
export function star(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  for (let point = 0; point < 10; point++) {
    const reach = point % 2 === 0 ? radius : radius * 0.45;
    const angle = (point / 10) * 2 * Math.PI - Math.PI / 2;
    pen.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
  }
  pen.closePath();
}

/** A lit ball with its shadow. */
export function pin(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  pen.save();
  const shade = pen.createRadialGradient(
    x + radius * 0.5,
    y + radius * 0.75,
    radius * 0.4,
    x + radius * 0.5,
    y + radius * 0.75,
    radius * 1.3,
  );
  shade.addColorStop(0, 'rgb(40 28 14 / 46%)');
  shade.addColorStop(1, 'rgb(40 28 14 / 0%)');
  pen.fillStyle = shade;
  pen.fillRect(x - radius, y - radius * 0.6, radius * 3, radius * 3);
  const light = pen.createRadialGradient(x - radius * 0.35, y - radius * 0.4, radius * 0.05, x, y, radius);
  light.addColorStop(0, '#fff');
  light.addColorStop(0.22, colour);
  light.addColorStop(0.75, colour);
  light.addColorStop(1, 'rgb(60 10 8)');
  pen.fillStyle = light;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.restore();
}
