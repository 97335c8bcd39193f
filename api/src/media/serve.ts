import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv } from '../http/env.ts';
import { parseRange } from './range.ts';
import { sha256Hex, type ByteRange, type MediaStore } from './store.ts';

/** What is sent: a stored file, or words. */
export type Served = {
  readonly mime: string;
  readonly size: number;
  /** Of the bytes, hex. */
  readonly sha256: string;
  open(range: ByteRange | null): Promise<Readable>;
  /** The same, all of it. */
  whole(): Promise<Uint8Array>;
};

/** What is no larger is sent in one piece: a stream costs more than its bytes. */
const PIECE_MAX = 256 * 1024;

export function servedFile(
  store: MediaStore,
  row: { readonly sha256: string; readonly mime: string; readonly bytes: string | number },
): Served {
  return {
    mime: row.mime,
    size: Number(row.bytes),
    sha256: row.sha256,
    open: (range) => store.read(row.sha256, range),
    whole: () => store.readAll(row.sha256),
  };
}

export function servedText(text: string, markdown: boolean): Served {
  const bytes = Buffer.from(text, 'utf8');
  return {
    mime: markdown ? 'text/markdown' : 'text/plain',
    size: bytes.byteLength,
    sha256: sha256Hex(bytes),
    open: async (range) => Readable.from([range === null ? bytes : bytes.subarray(range.from, range.to + 1)]),
    whole: async () => bytes,
  };
}

/** People's media never run as a page of ours, whatever their bytes. */
export function guard(c: Context<ApiEnv>, cache: string): void {
  c.header('Cache-Control', cache);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
}

/** The file, a part of it (Range), its head, or 304. */
export async function send(c: Context<ApiEnv>, file: Served): Promise<Response> {
  const etag = `"${file.sha256}"`;
  c.header('ETag', etag);
  c.header('Accept-Ranges', 'bytes');
  if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304);
  c.header('Content-Type', file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime);
  const ifRange = c.req.header('if-range');
  const range = ifRange === undefined || ifRange === etag ? parseRange(c.req.header('range'), file.size) : null;
  if (range === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${file.size}`);
    throw new ApiError('range_not_satisfiable');
  }
  c.header('Content-Length', String(range === null ? file.size : range.to - range.from + 1));
  if (range !== null) c.header('Content-Range', `bytes ${range.from}-${range.to}/${file.size}`);
  const status = range === null ? 200 : 206;
  if (c.req.method === 'HEAD') return c.body(null, status);
  if (range === null && file.size <= PIECE_MAX) return c.body(new Uint8Array(await file.whole()), status);
  const body = await file.open(range);
  return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, status);
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === etag);
}
