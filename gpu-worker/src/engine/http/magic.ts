import type { Mime } from '../engine.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Still pictures in the film's container. */
const STILLS = new Set(['avif', 'avis', 'heic', 'heix', 'mif1', 'msf1']);

/** What the bytes are, whatever anybody says they are; null for anything not on the list. */
export function mimeOf(bytes: Uint8Array): Mime | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16));
  const word = (at: number): string => head.toString('latin1', at, at + 4);
  if (head.subarray(0, 8).equals(PNG)) return 'image/png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (word(0) === 'RIFF' && word(8) === 'WEBP') return 'image/webp';
  if (word(0) === 'RIFF' && word(8) === 'WAVE') return 'audio/wav';
  if (word(4) === 'ftyp' && !STILLS.has(word(8))) return 'video/mp4';
  return null;
}
