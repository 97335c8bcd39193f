import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Logo } from './logos.ts';
import type { Shot } from './shots.ts';

/** A file of the kit, as client/src/press/kit tells of it; sizes in px and bytes. */
export type KitFile = { readonly file: string; readonly width: number; readonly height: number; readonly bytes: number };

/** No file of the repository is larger. */
const BYTES_MAX = 1_000_000;
/** The web's pictures are half as wide as the big ones. */
const WEB_SHARE = 0.5;
const LOGO_WIDTH = { wordmark: 1600, 'wordmark-dark': 1600, sign: 1024 } as const;

/** Writes each picture big, for print, and small, for pages; tells of them. */
export async function writePictures(folder: string, shots: readonly Shot[]) {
  return Promise.all(
    shots.map(async ({ name, lang, png }) => {
      const picture = sharp(png);
      const { width } = await picture.metadata();
      const big = await picture.clone().jpeg({ quality: 84, mozjpeg: true }).toBuffer();
      const web = await picture
        .clone()
        .resize({ width: Math.round(width * WEB_SHARE) })
        .webp({ quality: 82, effort: 6, smartSubsample: true })
        .toBuffer();
      return {
        name,
        lang,
        big: await write(folder, `pictures/oto-${name}-${lang}.jpg`, big),
        web: await write(folder, `pictures/oto-${name}-${lang}-web.webp`, web),
      };
    }),
  );
}

/** Writes each logo as drawn, and in pixels; tells of them. */
export async function writeLogos(folder: string, logos: readonly Logo[]) {
  return Promise.all(
    logos.map(async ({ name, svg }) => {
      const vector = await write(folder, `logos/oto-${name}.svg`, Buffer.from(svg));
      const density = (72 * LOGO_WIDTH[name]) / vector.width;
      const pixels = await sharp(Buffer.from(svg), { density }).resize({ width: LOGO_WIDTH[name] }).png({ compressionLevel: 9 }).toBuffer();
      return { name, vector, pixels: await write(folder, `logos/oto-${name}.png`, pixels) };
    }),
  );
}

/** What was there before goes: nothing of an older kit stays. */
export async function emptied(folder: string): Promise<void> {
  await Promise.all(['pictures', 'logos'].map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function write(folder: string, file: string, bytes: Buffer): Promise<KitFile> {
  if (bytes.byteLength > BYTES_MAX) throw new Error(`${file} would be ${bytes.byteLength} bytes`);
  const { width, height } = await sharp(bytes).metadata();
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), bytes);
  return { file, width, height, bytes: bytes.byteLength };
}
