import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mime } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import { mimeOf } from './magic.ts';

/** Most bytes of a made file: what the api takes. */
export const FILE_MOST = 25_000_000;
/** The same in base64, with room for the JSON around it. */
export const BASE64_MOST = 34_000_000;

const EXTENSION: { readonly [M in Mime]: string } = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/wav': 'wav',
};

export type Kept = { readonly path: string; readonly mime: Mime };

/** Writes a made file into the run's folder, named by us and typed by its bytes. Throws EngineFailure when it is none of `wanted`. */
export async function keep(folder: string, name: string, bytes: Buffer, wanted: readonly Mime[]): Promise<Kept> {
  const mime = mimeOf(bytes);
  if (mime === null || !wanted.includes(mime))
    throw new EngineFailure('protocol', `${name}: ${mime ?? 'unknown bytes'} in place of ${wanted.join(' or ')}`);
  if (bytes.byteLength > FILE_MOST) throw new EngineFailure('protocol', `${name}: ${bytes.byteLength} bytes`);
  const path = join(folder, `${name}.${EXTENSION[mime]}`);
  await writeFile(path, bytes);
  return { path, mime };
}

export const PICTURES = ['image/png', 'image/jpeg', 'image/webp'] as const satisfies readonly Mime[];

/** Base64 of a made file. Throws EngineFailure for anything else. */
export function fromBase64(text: string): Buffer {
  const plain = text.replace(/^data:[\w./+-]+;base64,/u, '');
  if (plain === '' || !/^[\w+/=\s-]+$/u.test(plain)) throw new EngineFailure('protocol', 'not base64');
  return Buffer.from(plain, 'base64');
}
