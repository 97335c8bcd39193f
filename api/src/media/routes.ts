import { Readable } from 'node:stream';
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { isVisibleTo } from '../creation/visible.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { fileName } from './file-name.ts';
import { parseRange } from './range.ts';
import { mediaStore, sha256Hex, type ByteRange, type MediaStore } from './store.ts';

const One = z.object({ creation: IdText, variant: z.enum(['main', 'thumb', 'poster', 'full']) });
/** As `keepPreview` makes them. */
const OnePreview = z.object({ token: z.string().regex(/^[\w-]{32}$/) });
/** `r` only tells caches apart. `download` may name a text's form. */
const How = z.object({ r: z.string().max(64).optional(), download: z.enum(['1', 'txt', 'md']).optional() });
/** A takedown is complete within this time. */
const PUBLIC_SECONDS = 3600;

type File = {
  readonly mime: string;
  readonly size: number;
  readonly etag: string;
  open(range: ByteRange | null): Promise<Readable>;
};

/** GET /media/:creation/:variant, GET /media/preview/:token. */
export function mediaRoutes(deps: Deps): Hono<ApiEnv> {
  const store = mediaStore(deps);
  return new Hono<ApiEnv>()
    .get('/media/preview/:token', describe('A running generation’s preview', 'media'), param(OnePreview), async (c) => {
      const row = await deps.db
        .selectFrom('preview')
        .select(['mime', 'body'])
        .where('token', '=', c.req.valid('param').token)
        .where('expires_at', '>', deps.now())
        .executeTakeFirst();
      if (!row) throw new ApiError('not_found');
      guard(c, 'private, no-store');
      return c.body(new Uint8Array(row.body), 200, { 'Content-Type': row.mime });
    })
    .get('/media/:creation/:variant', describe('A creation’s file; Range and ETag work', 'media'), param(One), query(How), async (c) => {
      const { creation: id, variant } = c.req.valid('param');
      const { download } = c.req.valid('query');
      const viewer = c.get('caller')?.memberId ?? null;
      const creation = await deps.db.selectFrom('creation').selectAll().where('id', '=', uuidFromId(id)).executeTakeFirst();
      if (!creation || creation.state !== 'done' || !isVisibleTo(creation, viewer)) throw new ApiError('not_found');
      const file =
        creation.kind === 'text' && variant === 'main'
          ? textFile(creation.body, download === 'md')
          : await storedFile(deps, store, creation.id, variant);
      guard(c, creation.visibility === 'published' ? `public, max-age=${PUBLIC_SECONDS}` : 'private, no-store');
      const name = fileName(creation.title, `oto-${creation.kind}`, file.mime);
      c.header('Content-Disposition', `${download === undefined ? 'inline' : 'attachment'}; filename="${name}"`);
      return send(c, file);
    });
}

function textFile(text: string, markdown: boolean): File {
  const bytes = Buffer.from(text, 'utf8');
  return {
    mime: markdown ? 'text/markdown' : 'text/plain',
    size: bytes.byteLength,
    etag: `"${sha256Hex(bytes)}"`,
    open: async (range) => Readable.from([range === null ? bytes : bytes.subarray(range.from, range.to + 1)]),
  };
}

async function storedFile(deps: Deps, store: MediaStore, creationUuid: string, variant: z.infer<typeof One>['variant']): Promise<File> {
  const row = await deps.db
    .selectFrom('media')
    .select(['sha256', 'mime', 'bytes'])
    .where('creation_id', '=', creationUuid)
    .where('variant', '=', variant)
    .executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  return { mime: row.mime, size: Number(row.bytes), etag: `"${row.sha256}"`, open: (range) => store.read(row.sha256, range) };
}

/** People's media never run as a page of ours, whatever their bytes. */
function guard(c: Context<ApiEnv>, cache: string): void {
  c.header('Cache-Control', cache);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
}

async function send(c: Context<ApiEnv>, file: File): Promise<Response> {
  c.header('ETag', file.etag);
  c.header('Accept-Ranges', 'bytes');
  if (matches(c.req.header('if-none-match'), file.etag)) return c.body(null, 304);
  c.header('Content-Type', file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime);
  const ifRange = c.req.header('if-range');
  const range = ifRange === undefined || ifRange === file.etag ? parseRange(c.req.header('range'), file.size) : null;
  if (range === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${file.size}`);
    throw new ApiError('range_not_satisfiable');
  }
  c.header('Content-Length', String(range === null ? file.size : range.to - range.from + 1));
  if (range !== null) c.header('Content-Range', `bytes ${range.from}-${range.to}/${file.size}`);
  const status = range === null ? 200 : 206;
  if (c.req.method === 'HEAD') return c.body(null, status);
  const body = await file.open(range);
  return c.body(Readable.toWeb(body) as ReadableStream<Uint8Array>, status);
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === etag);
}
