import { Texture, type TextureSource, type WebGLRenderer } from 'pixi.js';

/**
 * Sends a part of a texture. Pixi uploads whole textures only; here it allocates and binds, and
 * the part goes in beside it. Binding another texture first makes Pixi select the unit for certain.
 */
function bind(renderer: WebGLRenderer, source: TextureSource): void {
  renderer.texture.bindSource(Texture.EMPTY.source, 0);
  renderer.texture.bindSource(source, 0);
}

/** Whole rows `from` to `to` (not included) of a byte texture with `channels` bytes a texel. */
export function uploadRows(
  renderer: WebGLRenderer,
  source: TextureSource,
  pixels: Uint8Array,
  from: number,
  to: number,
  channels: 1 | 4,
): number {
  const gl = renderer.gl;
  const width = source.pixelWidth;
  bind(renderer, source);
  const part = pixels.subarray(from * width * channels, to * width * channels);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, from, width, to - from, channels === 1 ? gl.RED : gl.RGBA, gl.UNSIGNED_BYTE, part);
  return part.byteLength;
}

export function uploadBitmap(renderer: WebGLRenderer, source: TextureSource, bitmap: ImageBitmap, x: number, y: number): number {
  const gl = renderer.gl;
  bind(renderer, source);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, bitmap.width, bitmap.height, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  return bitmap.width * bitmap.height * 4;
}
