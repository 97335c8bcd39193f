import type { Image, SKRSContext2D } from '@napi-rs/canvas';
import type { Kind } from '@oto/schema/board/kind';
import { HAND_FONT, TITLE_FONT } from './fonts.ts';
import { wrapWords } from './words.ts';

/** What is written on a note, and its picture where it has one. */
export type NoteFace = {
  readonly type: 'agent' | 'creation';
  readonly kind: Kind;
  readonly title: string;
  readonly words: string;
  /** Of a voice, in 0..1. */
  readonly peaks: readonly number[];
  readonly picture: Image | null;
  /** One line in the corner: what it is, and how long. */
  readonly mark: string;
};

type Paper = { readonly colour: string; readonly ink: string };

const PAPERS: { readonly [K in Kind]: Paper } = {
  text: { colour: '#ffec8c', ink: '#332d22' },
  image: { colour: '#8cc8f5', ink: '#332d22' },
  video: { colour: '#ff8a76', ink: '#332d22' },
  voice: { colour: '#f8a4c4', ink: '#332d22' },
};
const GOLD: Paper = { colour: '#e0b146', ink: '#4a3206' };

/** Pixels. */
const PAD = 44;

/** A post-it of this size around the origin, with what is on it; its pin is the caller's. */
export function drawNote(ink: SKRSContext2D, face: NoteFace, width: number, height: number): void {
  const paper = face.type === 'agent' ? GOLD : PAPERS[face.kind];
  const [left, top] = [-width / 2, -height / 2];
  shadow(ink, left, top, width, height);
  sheet(ink, left, top, width, height);
  ink.fillStyle = paper.colour;
  ink.fill();
  const shine = ink.createLinearGradient(left, top, left + width * 0.4, top + height);
  shine.addColorStop(0, 'rgba(255,255,255,0.24)');
  shine.addColorStop(0.3, 'rgba(255,255,255,0)');
  shine.addColorStop(0.86, 'rgba(90,60,10,0)');
  shine.addColorStop(1, 'rgba(90,60,10,0.16)');
  ink.fillStyle = shine;
  ink.fill();
  if (face.type === 'agent') frame(ink, left, top, width, height);

  ink.fillStyle = paper.ink;
  ink.textBaseline = 'alphabetic';
  const room = width - PAD * 2;
  const pictured = face.picture !== null;
  const size = pictured ? 38 : 50;
  ink.font = `${size}px ${TITLE_FONT}`;
  let y = top + 92;
  for (const line of wrapWords(ink, face.title, room, pictured ? 1 : 2)) {
    ink.fillText(line, left + PAD, y);
    y += size * 1.12;
  }
  y -= size * 0.55;
  const bottom = top + height - 62;
  if (face.picture) {
    drawPicture(ink, face.picture, { x: left + PAD, y, width: room, height: bottom - y });
  } else if (face.peaks.length > 0) {
    drawWave(ink, face.peaks, { x: left + PAD, y: y + 12, width: room, height: bottom - y - 40 });
  } else {
    ink.font = `600 36px ${HAND_FONT}`;
    ink.globalAlpha = 0.84;
    const lines = wrapWords(ink, face.words, room, Math.max(1, Math.floor((bottom - y) / 43)));
    for (const [at, line] of lines.entries()) ink.fillText(line, left + PAD, y + 36 + at * 43);
    ink.globalAlpha = 1;
  }
  ink.font = `600 30px ${HAND_FONT}`;
  ink.globalAlpha = 0.72;
  ink.fillText(face.mark, left + PAD, top + height - (face.type === 'agent' ? 40 : 24));
  ink.globalAlpha = 1;
}

/** The outline of a sheet whose lower corner lifts a little. */
function sheet(ink: SKRSContext2D, left: number, top: number, width: number, height: number): void {
  ink.beginPath();
  ink.moveTo(left, top);
  ink.lineTo(left + width, top + 3);
  ink.quadraticCurveTo(left + width + 2, top + height * 0.6, left + width - 10, top + height - 5);
  ink.quadraticCurveTo(left + width * 0.55, top + height + 6, left - 1, top + height - 8);
  ink.closePath();
}

function shadow(ink: SKRSContext2D, left: number, top: number, width: number, height: number): void {
  ink.save();
  ink.filter = 'blur(16px)';
  ink.fillStyle = 'rgba(52,42,26,0.5)';
  sheet(ink, left + 14, top + 30, width - 12, height - 6);
  ink.fill();
  ink.filter = 'blur(3px)';
  ink.fillStyle = 'rgba(52,42,26,0.28)';
  sheet(ink, left + 2, top + 4, width, height);
  ink.fill();
  ink.restore();
}

function frame(ink: SKRSContext2D, left: number, top: number, width: number, height: number): void {
  ink.strokeStyle = 'rgba(255,240,190,0.8)';
  ink.lineWidth = 3;
  ink.strokeRect(left + 16, top + 16, width - 36, height - 38);
  ink.strokeStyle = 'rgba(120,82,16,0.5)';
  ink.lineWidth = 1.5;
  ink.strokeRect(left + 20, top + 20, width - 44, height - 46);
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** As much of the picture as fills the box, its middle in the middle. */
function drawPicture(ink: SKRSContext2D, picture: Image, { x, y, width, height }: Box): void {
  const scale = Math.max(width / picture.width, height / picture.height);
  const [w, h] = [width / scale, height / scale];
  ink.save();
  ink.fillStyle = 'rgba(255,255,255,0.85)';
  ink.fillRect(x - 5, y - 5, width + 10, height + 10);
  ink.imageSmoothingQuality = 'high';
  ink.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, x, y, width, height);
  ink.restore();
}

function drawWave(ink: SKRSContext2D, peaks: readonly number[], { x, y, width, height }: Box): void {
  const bars = Math.min(46, peaks.length);
  const step = width / bars;
  ink.save();
  ink.globalAlpha = 0.74;
  for (let at = 0; at < bars; at++) {
    const part = peaks.slice(Math.floor((at * peaks.length) / bars), Math.max(1, Math.ceil(((at + 1) * peaks.length) / bars)));
    const tall = Math.max(8, Math.max(...part, 0) * height * 0.86);
    ink.fillRect(x + at * step, y + (height - tall) / 2, step * 0.56, tall);
  }
  ink.restore();
}
