import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { Role } from '@oto/schema/job/chain';
import type { EngineInput } from '../engine.ts';

const SIDE = 64;
const RATE = 16_000;

export type SampleInput = { readonly file: EngineInput; readonly bytes: Uint8Array };

/** A small true file of a role: a PNG of two colours, or half a second of a tone; another for each `variant`. */
export async function sampleInput(role: Role, variant: number, folder: string): Promise<SampleInput> {
  const bytes = role === 'image' ? picture(variant) : tone(variant);
  const path = join(folder, `input-${role}-${variant}`);
  await writeFile(path, bytes);
  return { file: { role, path, mime: role === 'image' ? 'image/png' : 'audio/wav' }, bytes };
}

function picture(variant: number): Uint8Array {
  const canvas = createCanvas(SIDE, SIDE);
  const pen = canvas.getContext('2d');
  pen.fillStyle = `hsl(${(variant * 137) % 360} 70% 60%)`;
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.fillStyle = `hsl(${(variant * 137 + 180) % 360} 70% 30%)`;
  pen.fillRect(8 * variant, 8, 20, 40);
  return canvas.toBuffer('image/png');
}

/** 16-bit mono PCM. */
function tone(variant: number): Uint8Array {
  const samples = RATE / 2;
  const wave = Buffer.alloc(44 + samples * 2);
  wave.write('RIFF', 0, 'latin1');
  wave.writeUInt32LE(36 + samples * 2, 4);
  wave.write('WAVEfmt ', 8, 'latin1');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(RATE, 24);
  wave.writeUInt32LE(RATE * 2, 28);
  wave.writeUInt16LE(2, 32);
  wave.writeUInt16LE(16, 34);
  wave.write('data', 36, 'latin1');
  wave.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) wave.writeInt16LE(Math.round(9000 * Math.sin((i / RATE) * 2 * Math.PI * 220 * variant)), 44 + i * 2);
  return wave;
}
