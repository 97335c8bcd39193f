import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';

export const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];
/** Of Brotli's 0 to 11: about as fast as gzip, and a sixth smaller. */
const BROTLI_QUALITY = 4;

/** The coding that an Accept-Encoding header likes best, Brotli before gzip where it likes both; null for bytes as they are. */
export function codingOf(accepted: string | undefined): Coding | null {
  if (accepted === undefined || accepted === '') return null;
  const entries = parseAccept(accepted);
  const likingOf = (coding: Coding) =>
    (entries.find(({ type }) => type.toLowerCase() === coding) ?? entries.find(({ type }) => type === '*'))?.q ?? 0;
  let best: Coding | null = null;
  for (const coding of CODINGS) if (likingOf(coding) > (best === null ? 0 : likingOf(best))) best = coding;
  return best;
}

export function encode(bytes: Uint8Array, coding: Coding): Promise<Buffer> {
  switch (coding) {
    case 'br':
      return brotli(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
        },
      });
    case 'gzip':
      return zip(bytes);
    default:
      return coding satisfies never;
  }
}
