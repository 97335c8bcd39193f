import { fileURLToPath } from 'node:url';
import { GlobalFonts } from '@napi-rs/canvas';

/** The letters of titles and of handwriting, as the board has them; others fall back to what the machine has. */
export const TITLE_FONT = '"Permanent Marker"';
export const HAND_FONT = 'Caveat';

const FILES = [
  ['Permanent Marker', import.meta.resolve('@fontsource/permanent-marker/files/permanent-marker-latin-400-normal.woff2')],
  ['Caveat', import.meta.resolve('@fontsource/caveat/files/caveat-latin-600-normal.woff2')],
  ['Caveat', import.meta.resolve('@fontsource/caveat/files/caveat-latin-ext-600-normal.woff2')],
] as const;

let known = false;

/** Once a process. Throws when a font cannot be read: pictures without letters are worth nothing. */
export function knowFonts(): void {
  if (known) return;
  for (const [family, file] of FILES) {
    if (!GlobalFonts.registerFromPath(fileURLToPath(file), family)) throw new Error(`no font ${file}`);
  }
  known = true;
}
