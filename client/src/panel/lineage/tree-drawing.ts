import type { Kind } from '@oto/schema/board/kind';
import { wrap } from '../../scene/text/wrap.ts';
import type { Pictures } from './pictures.ts';
import { PAPER } from './tree-layout.ts';
import type { TreeLook } from './tree-look.ts';
import { toTree, type Size, type TreeView } from './tree-view.ts';
import type { Paper, Tree } from './tree.ts';

export type TreeScene = {
  readonly tree: Tree;
  readonly view: TreeView;
  readonly size: Size;
  /** Index of the paper that is chosen. */
  readonly chosen: number;
  readonly hovered: number | null;
  /** What hangs together with the chosen one. */
  readonly line: ReadonlySet<number>;
  readonly look: TreeLook;
  readonly pictures: Pictures;
};

/** Scales from which pictures and titles, strings with a twist, and whole papers are drawn. */
const READ = 0.5;
const TWISTED = 0.34;
const SHAPED = 0.16;
const PICTURE = 50;

/** Draws what is in sight. `ratio`: device pixels per CSS pixel. */
export function drawTree(pen: CanvasRenderingContext2D, scene: TreeScene, ratio: number): void {
  const { tree, view, size } = scene;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  const scale = view.scale * ratio;
  pen.setTransform(scale, 0, 0, scale, (size.width * ratio) / 2 - view.x * scale, (size.height * ratio) / 2 - view.y * scale);
  const from = toTree(view, size, { x: 0, y: 0 });
  const to = toTree(view, size, { x: size.width, y: size.height });
  const inSight = ({ x, y }: Paper): boolean =>
    x + PAPER.width > from.x && x - PAPER.width < to.x && y + PAPER.height > from.y && y - PAPER.height < to.y;
  drawStrings(pen, scene, from, to);
  for (const paper of tree.papers) if (inSight(paper)) drawPaper(pen, scene, paper);
}

type Corner = { readonly x: number; readonly y: number };

/** A string hangs from a parent's right edge to its child's left; those of the chosen one's line lie on top. */
function drawStrings(pen: CanvasRenderingContext2D, scene: TreeScene, from: Corner, to: Corner): void {
  const { tree, view, line, look } = scene;
  pen.lineCap = 'round';
  const whole = line.size >= tree.papers.length;
  for (const strong of whole ? [true] : [false, true]) {
    for (const child of tree.papers) {
      for (const index of child.parents) {
        const parent = tree.papers[index];
        if (parent === undefined || (line.has(index) && line.has(child.index)) !== strong) continue;
        const outside =
          Math.max(parent.x, child.x) < from.x ||
          Math.min(parent.x, child.x) > to.x ||
          Math.max(parent.y, child.y) + 40 < from.y ||
          Math.min(parent.y, child.y) - 40 > to.y;
        if (!outside) drawString(pen, parent, child, strong, view.scale, look);
      }
    }
  }
  pen.globalAlpha = 1;
}

function drawString(pen: CanvasRenderingContext2D, parent: Paper, child: Paper, strong: boolean, scale: number, look: TreeLook): void {
  const x0 = parent.x + PAPER.width / 2 - 4;
  const x1 = child.x - PAPER.width / 2 + 4;
  const [y0, y1] = [parent.y, child.y];
  const bend = Math.max(30, (x1 - x0) * 0.5);
  const sag = Math.min(22, 6 + Math.abs(x1 - x0) * 0.05);
  const path = (off: number): void => {
    pen.beginPath();
    pen.moveTo(x0, y0 + off);
    pen.bezierCurveTo(x0 + bend, y0 + sag + off, x1 - bend, y1 + sag + off, x1, y1 + off);
  };
  const width = Math.max(strong ? 3.4 : 2.6, (strong ? 1.5 : 1) / scale);
  if (scale >= TWISTED) {
    path(5);
    pen.globalAlpha = strong ? 1 : 0.5;
    pen.strokeStyle = look.shade;
    pen.lineWidth = width;
    pen.stroke();
  }
  path(0);
  pen.globalAlpha = strong ? 0.95 : 0.34;
  pen.strokeStyle = child.colour;
  pen.lineWidth = width;
  pen.stroke();
  if (scale < READ) return;
  pen.globalAlpha = strong ? 0.42 : 0.2;
  pen.strokeStyle = '#fff';
  pen.lineWidth = width * 0.42;
  pen.setLineDash([2.5, 4]);
  pen.stroke();
  pen.setLineDash([]);
}

function drawPaper(pen: CanvasRenderingContext2D, scene: TreeScene, paper: Paper): void {
  const { view, chosen, hovered, line, look } = scene;
  const { width, height } = PAPER;
  const dim = !line.has(paper.index) && hovered !== paper.index;
  const fill = paper.shown === null ? look.gone : look.notes[paper.shown.kind];
  pen.save();
  pen.translate(paper.x, paper.y);
  pen.globalAlpha = dim ? 0.5 : 1;
  if (view.scale < SHAPED) {
    // Far away a paper is a dash of its colour, never thinner than a pixel or two.
    const tall = Math.max(height, 3 / view.scale);
    pen.fillStyle = paper.index === chosen ? look.ink : fill;
    pen.fillRect(-width / 2, -tall / 2, width, tall);
    pen.restore();
    return;
  }
  pen.rotate((((paper.index * 7919) % 13) - 6) * 0.0026);
  pen.fillStyle = look.shade;
  pen.fillRect(-width / 2 + 3, -height / 2 + 6, width, height);
  sheet(pen, width, height);
  pen.fillStyle = fill;
  pen.fill();
  if (paper.shown === null || paper.index === chosen || paper.index === hovered) {
    pen.strokeStyle = paper.index === chosen ? look.noteInk : look.ink;
    pen.lineWidth = paper.index === chosen ? 3 : 1.6;
    if (paper.shown === null) pen.setLineDash([6, 5]);
    pen.stroke();
    pen.setLineDash([]);
  }
  if (view.scale >= TWISTED) writePaper(pen, scene, paper);
  drawPins(pen, paper);
  pen.restore();
}

/** Not quite a rectangle: the lower edge bows as a note's does. */
function sheet(pen: CanvasRenderingContext2D, width: number, height: number): void {
  const [w, h] = [width / 2, height / 2];
  pen.beginPath();
  pen.moveTo(-w, -h);
  pen.lineTo(w, -h + 1);
  pen.lineTo(w - 1, h - 2);
  pen.quadraticCurveTo(0, h + 3, -w + 1, h - 1);
  pen.closePath();
}

function drawPins(pen: CanvasRenderingContext2D, paper: Paper): void {
  const at = [...(paper.parents.length > 0 ? [-PAPER.width / 2 + 4] : []), ...(paper.children.length > 0 ? [PAPER.width / 2 - 4] : [])];
  for (const x of at) {
    pen.fillStyle = x < 0 ? paper.colour : '#8b8478';
    pen.beginPath();
    pen.arc(x, 0, 5, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = 'rgb(255 255 255 / 62%)';
    pen.beginPath();
    pen.arc(x - 1.5, -1.6, 1.7, 0, 2 * Math.PI);
    pen.fill();
  }
}

function writePaper(pen: CanvasRenderingContext2D, { view, look, pictures }: TreeScene, { shown }: Paper): void {
  if (shown === null) return;
  const { width, height } = PAPER;
  const picture = view.scale >= READ && shown.thumb !== undefined ? pictures.get(shown.thumb) : null;
  if (picture !== null) drawPicture(pen, picture);
  const left = -width / 2 + (shown.thumb === undefined ? 14 : PICTURE + 18);
  const room = width / 2 - left - 12;
  pen.fillStyle = look.noteInk;
  pen.textBaseline = 'alphabetic';
  pen.textAlign = 'left';
  pen.font = `600 19px ${look.hand}`;
  const lines = linesOf(pen, shown.title, room);
  for (const [row, words] of lines.entries()) pen.fillText(words, left, -height / 2 + (lines.length === 1 ? 32 : 22) + row * 18);
  if (view.scale < READ) return;
  drawKind(pen, shown.kind, left + 1, height / 2 - 17);
  pen.font = `12px ${look.text}`;
  pen.globalAlpha *= 0.82;
  const price = String(shown.tokens);
  const priced = pen.measureText(price).width;
  pen.fillText(cutTo(pen, shown.author.name, room - priced - 36), left + 17, height / 2 - 9);
  pen.textAlign = 'right';
  pen.fillText(price, width / 2 - 12, height / 2 - 9);
  pen.beginPath();
  pen.arc(width / 2 - 12 - priced - 8, height / 2 - 13, 4.2, 0, 2 * Math.PI);
  pen.lineWidth = 1.5;
  pen.strokeStyle = look.noteInk;
  pen.stroke();
}

/** Square, from the picture's middle. */
function drawPicture(pen: CanvasRenderingContext2D, picture: HTMLImageElement): void {
  const { naturalWidth, naturalHeight } = picture;
  const side = Math.min(naturalWidth, naturalHeight);
  const [x, y] = [(naturalWidth - side) / 2, (naturalHeight - side) / 2];
  pen.drawImage(picture, x, y, side, side, -PAPER.width / 2 + 10, -PICTURE / 2, PICTURE, PICTURE);
}

const written = new Map<string, readonly string[]>();
const WRITTEN_MAX = 6000;

/** Two lines at most. Measured once for each title and room. */
function linesOf(pen: CanvasRenderingContext2D, title: string, room: number): readonly string[] {
  const key = `${Math.round(room)}:${title}`;
  const before = written.get(key);
  if (before !== undefined) return before;
  const lines = wrap(title, { width: room, lines: 2 }, (part) => pen.measureText(part).width).map((line) => line.join(''));
  if (written.size > WRITTEN_MAX) written.clear();
  written.set(key, lines);
  return lines;
}

function cutTo(pen: CanvasRenderingContext2D, words: string, room: number): string {
  if (pen.measureText(words).width <= room) return words;
  let cut = words;
  while (cut.length > 1 && pen.measureText(`${cut}…`).width > room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

/** A mark of 12 units: lines, a picture, a play button, a wave. */
function drawKind(pen: CanvasRenderingContext2D, kind: Kind, x: number, y: number): void {
  pen.save();
  pen.translate(x, y);
  pen.lineWidth = 1.4;
  pen.strokeStyle = pen.fillStyle;
  pen.beginPath();
  switch (kind) {
    case 'text':
      for (const [row, long] of [11, 11, 7].entries()) {
        pen.moveTo(0, 1.5 + row * 4);
        pen.lineTo(long, 1.5 + row * 4);
      }
      break;
    case 'image':
      pen.rect(0, 0.5, 12, 10);
      pen.moveTo(1, 9);
      pen.lineTo(4.5, 5);
      pen.lineTo(7, 8);
      pen.lineTo(9, 6.5);
      pen.lineTo(11, 9);
      break;
    case 'video':
      pen.moveTo(2, 0.5);
      pen.lineTo(11, 5.5);
      pen.lineTo(2, 10.5);
      pen.closePath();
      break;
    case 'voice':
      for (const [bar, tall] of [3, 7, 11, 5, 8].entries()) {
        pen.moveTo(0.7 + bar * 2.6, 5.5 - tall / 2);
        pen.lineTo(0.7 + bar * 2.6, 5.5 + tall / 2);
      }
      break;
    default:
      kind satisfies never;
  }
  pen.stroke();
  pen.restore();
}
