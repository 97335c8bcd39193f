import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Lang } from '@oto/schema/base/lang';
import { hashText } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import { drawBoard } from './board.ts';
import { HAND_FONT, knowFonts, TITLE_FONT } from './fonts.ts';
import { drawNote, type NoteFace } from './note.ts';
import { drawPin, drawString } from './string.ts';
import { wrapWords } from './words.ts';

export const SHARE_WIDTH = 1200;
export const SHARE_HEIGHT = 630;
/** Rises whenever the drawing changes, so that pictures of before are not told again. */
export const DRAWING = 1;

const BY: { readonly [L in Lang]: string } = { fr: 'par', en: 'by' };
const QUALITY = 88;
const NOTE = { width: 560, height: 500, x: 350, y: 330, turn: -0.035 } as const;

/** A note on its board as a JPEG of 1200 x 630: its paper, its pin, its strings, and who made it. */
export async function sharePicture(face: NoteFace, author: string, lang: Lang, id: string): Promise<Buffer> {
  knowFonts();
  const canvas = createCanvas(SHARE_WIDTH, SHARE_HEIGHT);
  const ink = canvas.getContext('2d');
  drawBoard(ink, SHARE_WIDTH, SHARE_HEIGHT);
  const pin: readonly [number, number] = [NOTE.x + 14, NOTE.y - NOTE.height / 2 + 22];
  const hash = hashText(id) >>> 0;
  const colour = (nth: number) => CORD_COLOURS[(hash + nth) % CORD_COLOURS.length] ?? CORD_COLOURS[0];

  ink.save();
  ink.translate(NOTE.x, NOTE.y);
  ink.rotate(NOTE.turn);
  drawNote(ink, face, NOTE.width, NOTE.height);
  ink.restore();
  drawString(ink, pin, [SHARE_WIDTH + 20, -30], 60, colour(0));
  drawString(ink, pin, [-20, 20], 26, colour(3));
  drawPin(ink, pin, face.type === 'agent' ? ['#5b8fe8', '#123a86'] : ['#ee5a50', '#8d1512']);
  beside(ink, face, `${BY[lang]} ${author}`);
  return canvas.encode('jpeg', QUALITY);
}

/** To the right of the note: its title large, its author in the hand, and whose board it is. */
function beside(ink: SKRSContext2D, face: NoteFace, by: string): void {
  const left = 690;
  const room = SHARE_WIDTH - left - 50;
  ink.fillStyle = '#2d2a26';
  ink.textBaseline = 'alphabetic';
  ink.font = `58px ${TITLE_FONT}`;
  const lines = wrapWords(ink, face.title, room, 3);
  let y = 330 - (lines.length - 2) * 32;
  for (const line of lines) {
    ink.fillText(line, left, y);
    y += 66;
  }
  ink.font = `600 42px ${HAND_FONT}`;
  ink.fillStyle = '#5d574e';
  ink.fillText(wrapWords(ink, by, room, 1)[0] ?? '', left, y);
  ink.font = `46px ${TITLE_FONT}`;
  ink.fillStyle = 'rgba(45,42,38,0.8)';
  ink.textAlign = 'right';
  ink.fillText('oTo', SHARE_WIDTH - 46, SHARE_HEIGHT - 36);
  ink.textAlign = 'left';
}
