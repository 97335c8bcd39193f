/** sRGB, 0..255 each. */
export type Colour = readonly [number, number, number];

export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function css(colour: Colour, alpha = 1): string {
  return `rgba(${Math.round(colour[0])},${Math.round(colour[1])},${Math.round(colour[2])},${Math.max(0, Math.min(1, alpha)).toFixed(3)})`;
}

/** Linear in sRGB: 0 is `a`, 1 is `b`. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Hue in degrees, saturation and lightness 0..1. */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const a = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + (((hue % 360) + 360) % 360) / 30) % 12;
    return 255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

export function luminance(colour: Colour): number {
  return (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255;
}

/** The colour's lightness with another hue. */
export function tinted(colour: Colour, hue: number, share: number): Colour {
  return mix(colour, hsl(hue, 0.55, luminance(colour) * 0.85 + 0.08), share);
}
