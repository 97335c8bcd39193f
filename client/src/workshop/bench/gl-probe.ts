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
  readonly #names = new WeakMap<object, string>();
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
    const sources = new WeakMap<object, string>();
    around('shaderSource', (args) => {
      const [shader, source] = args as [object, string];
      sources.set(shader, source);
      return [shader, paint === 'fetches' ? counting(source) : source];
    });
    around('attachShader', (args) => {
      const [program, shader] = args as [object, object];
      const source = sources.get(shader) ?? '';
      const name = /#define SHADER_NAME (\S+)/.exec(source)?.[1];
      if (name !== undefined && FRAGMENT.test(source)) this.#names.set(program, name);
      return args;
    });
    around('useProgram', (args) => {
      const [program] = args as [object | null];
      this.#current = program === null ? '' : (this.#names.get(program) ?? '');
      return args;
    });
    if (paint === 'fetches') around('clearColor', () => [0, 0, 0, 0]);
    for (const name of DRAWS) {
      around(name, (args) => {
        this.count.draws++;
        this.drawn.add(this.#current);
        return this.stubbed || this.muted.has(this.#current) ? null : args;
      });
    }
    for (const name of UPLOADS) {
      around(name, (args) => {
        this.count.bytes += bytesOf(name, args);
        return args;
      });
    }
  }
}

const DRAWS = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const;
const UPLOADS = ['bufferData', 'bufferSubData', 'texImage2D', 'texSubImage2D'] as const;
const FRAGMENT = /out vec4 finalColor;/;

type Calls = Record<string, (this: WebGL2RenderingContext, ...args: unknown[]) => unknown>;

/** Lets `pass` see every call of a method and say with what it is made; null: not at all. */
function around(name: string, pass: (args: unknown[]) => unknown[] | null): void {
  const methods = WebGL2RenderingContext.prototype as unknown as Calls;
  const method = methods[name];
  if (method === undefined) throw new Error(`WebGL has no ${name}`);
  methods[name] = function (...args) {
    const passed = pass(args);
    return passed === null ? undefined : method.apply(this, passed);
  };
}

function counting(source: string): string {
  if (!FRAGMENT.test(source)) return source;
  const counted = source
    .replaceAll(/\btexture\(/g, 'fetched(')
    // A fragment that is given up has read its textures all the same.
    .replaceAll('discard;', 'return;')
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
