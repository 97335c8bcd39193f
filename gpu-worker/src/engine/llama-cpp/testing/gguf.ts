/** A metadata value of a GGUF file, with its type there. */
export type GgufValue =
  | { readonly type: 'u32'; readonly value: number }
  | { readonly type: 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'f32s'; readonly value: readonly number[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] };

/** A tensor of 32-bit floats. `shape` has the fastest dimension first, as the format wants it. */
export type GgufTensor = { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array };

const VERSION = 3;
const ALIGNMENT = 32;
const F32_TENSOR = 0;
/** The format's numbers of the types above. */
const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };

/** The bytes of a GGUF file, version 3, little-endian. */
export function ggufBytes(metadata: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]): Uint8Array {
  const entries = Object.entries(metadata).map(([key, value]) => Buffer.concat([string(key), valueBytes(value)]));
  let offset = 0;
  const infos = tensors.map((tensor) => {
    const info = Buffer.concat([
      string(tensor.name),
      u32(tensor.shape.length),
      ...tensor.shape.map((side) => u64(side)),
      u32(F32_TENSOR),
      u64(offset),
    ]);
    offset += aligned(tensor.data.byteLength);
    return info;
  });
  const head = Buffer.concat([Buffer.from('GGUF'), u32(VERSION), u64(tensors.length), u64(entries.length), ...entries, ...infos]);
  return Buffer.concat([head, gap(head.length), ...tensors.flatMap(({ data }) => [floats(data), gap(data.byteLength)])]);
}

function valueBytes(entry: GgufValue): Buffer {
  switch (entry.type) {
    case 'u32':
      return Buffer.concat([u32(TYPE.u32), u32(entry.value)]);
    case 'f32':
      return Buffer.concat([u32(TYPE.f32), floats([entry.value])]);
    case 'bool':
      return Buffer.concat([u32(TYPE.bool), Buffer.from([entry.value ? 1 : 0])]);
    case 'string':
      return Buffer.concat([u32(TYPE.string), string(entry.value)]);
    case 'strings':
      return Buffer.concat([arrayHead(TYPE.string, entry.value.length), ...entry.value.map((text) => string(text))]);
    case 'f32s':
      return Buffer.concat([arrayHead(TYPE.f32, entry.value.length), floats(entry.value)]);
    case 'i32s':
      return Buffer.concat([arrayHead(TYPE.i32, entry.value.length), ...entry.value.map((number) => u32(number))]);
    default:
      return entry satisfies never;
  }
}

function arrayHead(type: number, length: number): Buffer {
  return Buffer.concat([u32(TYPE.array), u32(type), u64(length)]);
}

/** Also for signed numbers that are not negative. */
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function floats(values: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i] ?? 0, i * 4);
  return bytes;
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function gap(length: number): Buffer {
  return Buffer.alloc(aligned(length) - length);
}
