const FAR = 1e20;

/**
 * Exact signed distance field of an antialiased mask, by two passes of the lower envelope of
 * parabolas (Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions", 2012).
 */
export class DistanceField {
  readonly #outer: Float64Array;
  readonly #inner: Float64Array;
  readonly #line: Float64Array;
  readonly #cuts: Float64Array;
  readonly #peaks: Uint16Array;

  /** `side`: largest width or height it will be asked for. */
  constructor(side: number) {
    this.#outer = new Float64Array(side * side);
    this.#inner = new Float64Array(side * side);
    this.#line = new Float64Array(side);
    this.#cuts = new Float64Array(side + 1);
    this.#peaks = new Uint16Array(side);
  }

  /** `rgba` is width x height; writes bytes where 127.5 is the edge and `range` texels span the rest. */
  write(
    rgba: Uint8ClampedArray,
    width: number,
    height: number,
    range: number,
    out: Uint8Array,
    outX: number,
    outY: number,
    stride: number,
  ): void {
    const outer = this.#outer;
    const inner = this.#inner;
    for (let i = 0; i < width * height; i++) {
      const a = (rgba[i * 4 + 3] ?? 0) / 255;
      const d = 0.5 - a;
      outer[i] = a <= 0 ? FAR : a >= 1 ? 0 : d > 0 ? d * d : 0;
      inner[i] = a <= 0 ? 0 : a >= 1 ? FAR : d < 0 ? d * d : 0;
    }
    this.#transform(outer, width, height);
    this.#transform(inner, width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x;
        const distance = Math.sqrt(outer[i] ?? 0) - Math.sqrt(inner[i] ?? 0);
        out[(outY + y) * stride + outX + x] = Math.max(0, Math.min(255, 255 - 255 * ((distance / range) * 0.5 + 0.5)));
      }
    }
  }

  #transform(grid: Float64Array, width: number, height: number): void {
    for (let x = 0; x < width; x++) this.#pass(grid, x, width, height);
    for (let y = 0; y < height; y++) this.#pass(grid, y * width, 1, width);
  }

  #pass(grid: Float64Array, offset: number, step: number, count: number): void {
    const line = this.#line;
    const cuts = this.#cuts;
    const peaks = this.#peaks;
    const f = (index: number): number => line[index] ?? 0;
    for (let q = 0; q < count; q++) line[q] = grid[offset + q * step] ?? 0;
    peaks[0] = 0;
    cuts[0] = -FAR;
    cuts[1] = FAR;
    let k = 0;
    for (let q = 1; q < count; q++) {
      let cut: number;
      do {
        const r = peaks[k] ?? 0;
        cut = (f(q) - f(r) + q * q - r * r) / (q - r) / 2;
      } while (cut <= (cuts[k] ?? 0) && --k > -1);
      k++;
      peaks[k] = q;
      cuts[k] = cut;
      cuts[k + 1] = FAR;
    }
    k = 0;
    for (let q = 0; q < count; q++) {
      while ((cuts[k + 1] ?? FAR) < q) k++;
      const r = peaks[k] ?? 0;
      grid[offset + q * step] = f(r) + (q - r) * (q - r);
    }
  }
}
