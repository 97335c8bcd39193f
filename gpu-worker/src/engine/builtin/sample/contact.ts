import { createCanvas, type Canvas, type Image } from '@napi-rs/canvas';

const CELL = 300;
const CAPTION = 34;

export type Cell = { readonly picture: Canvas | Image; readonly caption: string };

/** Pictures in rows of `columns`, each with its words above. */
export function contactSheet(cells: readonly Cell[], columns: number): Canvas {
  const sheet = createCanvas(columns * CELL, Math.max(1, Math.ceil(cells.length / columns)) * (CELL + CAPTION));
  const ink = sheet.getContext('2d');
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, sheet.width, sheet.height);
  ink.font = '13px sans-serif';
  for (const [i, { picture, caption }] of cells.entries()) {
    const [left, top] = [(i % columns) * CELL, Math.floor(i / columns) * (CELL + CAPTION)];
    const scale = (CELL - 6) / Math.max(picture.width, picture.height);
    ink.imageSmoothingQuality = 'high';
    ink.drawImage(picture, left, top + CAPTION, picture.width * scale, picture.height * scale);
    ink.fillStyle = '#222';
    for (const [line, words] of (caption.match(/.{1,44}(?:\s|$)/gu) ?? [caption]).slice(0, 2).entries())
      ink.fillText(words, left + 2, top + 14 + line * 15);
  }
  return sheet;
}
