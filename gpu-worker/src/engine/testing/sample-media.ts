import { createCanvas, type Canvas } from '@napi-rs/canvas';
import h264 from 'h264-mp4-encoder';
import { writeWav } from '../sound/wav.ts';

/** Pixels of sample pictures and films. */
export const SIDE = 64;
/** Frames a second, and how many. */
export const RATE = 8;
export const FRAMES = 8;

function frame(index: number): Canvas {
  const canvas = createCanvas(SIDE, SIDE);
  const pen = canvas.getContext('2d');
  pen.fillStyle = `hsl(${index * 40} 60% 50%)`;
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.fillStyle = '#fff';
  pen.fillRect(index * 4, 20, 16, 16);
  return canvas;
}

export function samplePng(index = 0): Buffer {
  return frame(index).toBuffer('image/png');
}

export function sampleJpeg(index = 0): Buffer {
  return frame(index).toBuffer('image/jpeg');
}

let film: Promise<Buffer> | null = null;

/** One second of H.264 in MP4, its index last, as encoders leave it. */
export function sampleMp4(): Promise<Buffer> {
  film ??= encoded();
  return film;
}

async function encoded(): Promise<Buffer> {
  const encoder = await h264.createH264MP4Encoder();
  encoder.width = SIDE;
  encoder.height = SIDE;
  encoder.frameRate = RATE;
  encoder.initialize();
  for (let i = 0; i < FRAMES; i++) {
    const { data } = frame(i).getContext('2d').getImageData(0, 0, SIDE, SIDE);
    encoder.addFrameRgba(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  encoder.finalize();
  const bytes = Buffer.from(encoder.FS.readFile(encoder.outputFilename));
  encoder.delete();
  return bytes;
}

function chunk(name: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length & 1)]);
}

/** The same as Motion JPEG in AVI. */
export function sampleAvi(): Buffer {
  const header = Buffer.alloc(56);
  header.writeUInt32LE(1e6 / RATE, 0);
  const frames = Array.from({ length: FRAMES }, (_, index) => chunk('00dc', sampleJpeg(index)));
  const list = (name: string, ...parts: Buffer[]): Buffer => chunk('LIST', Buffer.from(name, 'latin1'), ...parts);
  return chunk('RIFF', Buffer.from('AVI ', 'latin1'), list('hdrl', chunk('avih', header)), list('movi', ...frames));
}

/** A tone as 16-bit mono WAV. */
export function sampleWav(seconds: number, pitch = 220, rate = 24_000): Buffer {
  return writeWav({ samples: tone(seconds, pitch, rate), rate });
}

function tone(seconds: number, pitch: number, rate: number): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, i) => Math.round(8000 * Math.sin((2 * Math.PI * pitch * i) / rate)));
}
