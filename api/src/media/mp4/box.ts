/** One box of an ISO base media file: `body` is what follows its header, `start` where that lies in the file. */
export type Box = { readonly name: string; readonly start: number; readonly body: Buffer };

/** More boxes side by side than any film has. */
const BOXES_MAX = 10_000;

/** The boxes one after another in `bytes`, which begin at `offset` of the file. Null when they do not add up. */
export function readBoxes(bytes: Buffer, offset = 0): readonly Box[] | null {
  const found: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length || found.length === BOXES_MAX) return null;
    const small = bytes.readUInt32BE(at);
    if (small === 1 && at + 16 > bytes.length) return null;
    const size = small === 0 ? bytes.length - at : small === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : small;
    const head = small === 1 ? 16 : 8;
    if (size < head || at + size > bytes.length) return null;
    found.push({ name: bytes.toString('latin1', at + 4, at + 8), start: offset + at + head, body: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return found;
}

export function writeBox(name: string, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(
    parts.reduce((size, part) => size + part.length, 8),
    0,
  );
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

/** The only box of this name; null when there is none, or more. */
export function only(boxes: readonly Box[] | null, name: string): Box | null {
  const named = (boxes ?? []).filter((box) => box.name === name);
  return named.length === 1 ? (named[0] ?? null) : null;
}
