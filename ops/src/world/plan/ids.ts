import type { Id } from '@oto/schema/base/id';
import type { Random } from '../draw.ts';

const BYTES = 16;

/** A list of UUIDv7, 16 bytes each. The last four bytes number them, so that no two of a list are equal. */
export class Ids {
  readonly #bytes: Buffer;

  constructor(count: number) {
    this.#bytes = Buffer.alloc(count * BYTES);
  }

  /** `at` in milliseconds since 1970. */
  draw(index: number, at: number, random: Random): void {
    const start = index * BYTES;
    this.#bytes.writeUIntBE(at, start, 6);
    this.#bytes.writeUInt32BE(Math.floor(random() * 2 ** 32), start + 6);
    this.#bytes.writeUInt16BE(Math.floor(random() * 2 ** 16), start + 10);
    this.#bytes.writeUInt32BE(index, start + 12);
    this.#bytes[start + 6] = 0x70 | ((this.#bytes[start + 6] ?? 0) & 0x0f);
    this.#bytes[start + 8] = 0x80 | ((this.#bytes[start + 8] ?? 0) & 0x3f);
  }

  /** 22 characters, as documents carry it. */
  id(index: number): Id {
    return this.#bytes.toString('base64url', index * BYTES, (index + 1) * BYTES) as Id;
  }

  /** 36 characters, as Postgres reads it. */
  uuid(index: number): string {
    return dashed(this.#bytes.toString('hex', index * BYTES, (index + 1) * BYTES));
  }

  /** The same instant and number under another id: `kin` is one byte and tells one kin of a note from another. */
  kinUuid(index: number, kin: number): string {
    const copy = Buffer.from(this.#bytes.subarray(index * BYTES, (index + 1) * BYTES));
    copy[11] = (copy[11] ?? 0) ^ kin;
    return dashed(copy.toString('hex'));
  }
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
