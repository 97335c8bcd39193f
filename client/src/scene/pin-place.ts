/**
 * Where a note's pin and cords sit, as the pin shader places it: from the seed's byte, because
 * that is what the shader receives.
 */
export function seedByte(seed: number): number {
  return (Math.imul(seed | 0, 0x9e3779b1) >>> 24) & 255;
}

function offsetX(byte: number, size: number): number {
  return ((((byte / 255) * 5.1) % 1) - 0.5) * 0.06 * size;
}

const RISE = -0.435;

export function pinX(x: number, size: number, rot: number, byte: number): number {
  return x + Math.cos(rot) * offsetX(byte, size) - Math.sin(rot) * RISE * size;
}

export function pinY(y: number, size: number, rot: number, byte: number): number {
  return y + Math.sin(rot) * offsetX(byte, size) + Math.cos(rot) * RISE * size;
}
