/** What the page asked of the GPU since the last reset. */
export interface GlCount {
  draws: number;
  /** Handed to bufferData, bufferSubData, texImage2D and texSubImage2D. */
  bytes: number;
}

/**
 * Stands between the page and WebGL. Install it before the first context. The name of a shader is
 * what its source defines as SHADER_NAME.
 */
export class GlProbe {
  readonly count: GlCount = { draws: 0, bytes: 0 };
  /** Draw calls are counted but not made. */
  stubbed = false;
  /** Shaders whose draw calls are not made. */
  readonly muted = new Set<string>();
  readonly drawn = new Set<string>();
  readonly #names = new WeakMap<WebGLProgram, string>();
  #current = '';

  reset(): void {
    this.count.draws = 0;
    this.count.bytes = 0;
  }

  /**
   * `fetches`: every fragment adds 1/64 of red for each texture it reads and paints nothing else, so
   * that the picture tells how many textures were read for each of its pixels.
   */
  install(paint: 'picture' | 'fetches'): void {
    const gl = WebGL2RenderingContext.prototype;
    const probe = this;
    const { attachShader, useProgram, shaderSource, clearColor } = gl;
    const sources = new WeakMap<WebGLShader, string>();
    gl.shaderSource = function (this: WebGL2RenderingContext, shader, source) {
      sources.set(shader, source);
      shaderSource.call(this, shader, paint === 'fetches' ? counting(source) : source);
    };
    gl.attachShader = function (this: WebGL2RenderingContext, program, shader) {
      const name = /#define SHADER_NAME (\S+)/.exec(sources.get(shader) ?? '')?.[1];
      if (name !== undefined && !name.endsWith('-vertex')) probe.#names.set(program, name);
      attachShader.call(this, program, shader);
    };
    gl.useProgram = function (this: WebGL2RenderingContext, program) {
      probe.#current = program === null ? '' : (probe.#names.get(program) ?? '');
      useProgram.call(this, program);
    };
    if (paint === 'fetches')
      gl.clearColor = function (this: WebGL2RenderingContext) {
        clearColor.call(this, 0, 0, 0, 0);
      };
    for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const) {
      const draw = gl[name] as (...args: number[]) => void;
      gl[name] = function (this: WebGL2RenderingContext, ...args: number[]) {
        probe.count.draws++;
        probe.drawn.add(probe.#current);
        if (!probe.stubbed && !probe.muted.has(probe.#current)) draw.apply(this, args);
      } as never;
    }
    for (const name of ['bufferData', 'bufferSubData', 'texImage2D', 'texSubImage2D'] as const) {
      const upload = gl[name] as (...args: unknown[]) => void;
      gl[name] = function (this: WebGL2RenderingContext, ...args: unknown[]) {
        probe.count.bytes += bytesOf(name, args);
        upload.apply(this, args);
      } as never;
    }
  }
}

function counting(source: string): string {
  if (!source.includes('out vec4 finalColor')) return source;
  const counted = source
    .replaceAll(/\btexture\(/g, 'fetched(')
    .replace('out vec4 finalColor;', 'out vec4 finalColor;\nfloat fetches = 0.0;')
    .replace(/(uniform sampler2D uNoise;\n)/, '$1vec4 fetched(sampler2D from, vec2 at) { fetches += 1.0; return texture(from, at); }\n')
    .replace('void main()', 'void counted()');
  return `${counted}\nvoid main() { counted(); finalColor = vec4(fetches / 64.0, 0.0, 0.0, 0.0); }`;
}

/** `bufferSubData(target, offset, data, from, length)`: Pixi names the part of the array that it sends. */
function bytesOf(name: string, args: readonly unknown[]): number {
  for (const [index, arg] of args.entries()) {
    if (ArrayBuffer.isView(arg)) {
      const length = name === 'bufferSubData' ? args[index + 2] : undefined;
      const unit = (arg as { readonly BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
      return typeof length === 'number' && length > 0 ? length * unit : arg.byteLength;
    }
    if (arg instanceof ArrayBuffer) return arg.byteLength;
    if (arg instanceof ImageBitmap || arg instanceof HTMLCanvasElement || arg instanceof OffscreenCanvas) return arg.width * arg.height * 4;
  }
  return 0;
}
