import type { WebGLRenderer } from 'pixi.js';

/** Counts the draw calls that reach the GPU, whoever makes them. */
export class DrawCount {
  #count = 0;

  constructor(renderer: WebGLRenderer) {
    const { gl } = renderer;
    for (const name of ['drawElements', 'drawElementsInstanced', 'drawArrays', 'drawArraysInstanced'] as const) {
      const draw: (...args: never[]) => void = gl[name].bind(gl);
      Object.defineProperty(gl, name, {
        configurable: true,
        value: (...args: never[]) => {
          this.#count++;
          draw(...args);
        },
      });
    }
  }

  /** Draw calls since the last asking. */
  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }
}
