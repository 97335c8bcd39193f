import type { Size } from '../http/place.ts';

const LEAST = 128;

/** A size at `scale`, in whole steps of `grain` pixels. */
export function scaled(size: Size, scale: number, grain: number): Size {
  const side = (pixels: number): number => Math.max(LEAST, Math.round((pixels * scale) / grain) * grain);
  return { width: side(size.width), height: side(size.height) };
}

/** The size that a PNG or JPEG declares; null for others and for torn files. */
export function declaredSize(bytes: Buffer): Size | null {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, of any coding; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
