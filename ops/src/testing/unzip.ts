import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a zip by its own list of them, each checked against its sum. Throws on one that is not whole. */
export function unzip(bytes: Buffer): ReadonlyMap<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0) throw new Error('no end of the list');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, sum, packed, size] = [at + 10, at + 16, at + 20, at + 24].map((place, index) =>
      index === 0 ? bytes.readUInt16LE(place) : bytes.readUInt32LE(place),
    ) as [number, number, number, number];
    const [name, extra, comment] = [at + 28, at + 30, at + 32].map((place) => bytes.readUInt16LE(place)) as [number, number, number];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    const file = method === 0 ? data : inflateRawSync(data);
    const path = bytes.toString('utf8', at + 46, at + 46 + name);
    if (file.length !== size || crc32(file) !== sum) throw new Error(`${path} is damaged`);
    files.set(path, Buffer.from(file));
    at += 46 + name + extra + comment;
  }
  return files;
}
