import { Hono } from 'hono';
import { z } from 'zod';
import { isId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { SHARE_HEIGHT, SHARE_WIDTH } from './drawing/share-picture.ts';
import { embedPage } from './embed-page.ts';
import { makeSharePictures } from './pictures.ts';
import { readShared, type Shared } from './read-shared.ts';

/** Of a frame, CSS px; what asks may have less room. */
const FRAME = { width: 480, height: 420 } as const;
/** Seconds. Within it a takedown is not yet complete elsewhere. */
const CACHE = 'public, max-age=300';

const Asked = z.object({
  url: z.string().max(2000),
  format: z.string().max(20).optional(),
  maxwidth: z.coerce.number().int().min(1).max(10_000).optional(),
  maxheight: z.coerce.number().int().min(1).max(10_000).optional(),
});

const OEmbed = z.object({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  provider_name: z.string(),
  provider_url: z.string(),
  title: z.string(),
  author_name: z.string(),
  author_url: z.string(),
  cache_age: z.int(),
  thumbnail_url: z.string(),
  thumbnail_width: z.int(),
  thumbnail_height: z.int(),
  html: z.string(),
  width: z.int(),
  height: z.int(),
});

/** GET /share/:id.jpg, /oembed?url=, /embed/n/:id: what other sites show of a note that everybody may see. */
export function shareRoutes(deps: Deps): Hono<ApiEnv> {
  const { db, config } = deps;
  const pictures = makeSharePictures(deps);
  const shared = async (id: Id): Promise<Shared> => {
    const found = await readShared(db, id, deps.now());
    if (!found) throw new ApiError('not_found');
    return found;
  };
  return new Hono<ApiEnv>()
    .get(
      '/share/:file',
      describe('A note on its board as a JPEG of 1200 × 630', 'social'),
      param(z.object({ file: z.string().max(40) })),
      async (c) => {
        const note = await shared(idOf(c.req.valid('param').file, '.jpg'));
        const etag = `"${pictures.etagOf(note)}"`;
        c.header('ETag', etag);
        c.header('Cache-Control', CACHE);
        c.header('Cross-Origin-Resource-Policy', 'cross-origin');
        if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304);
        const bytes = await pictures.of(note);
        return c.body(new Uint8Array(bytes), 200, { 'content-type': 'image/jpeg' });
      },
    )
    .get('/oembed', describe('How another site shows a note (oembed.com)', 'social', OEmbed), query(Asked), async (c) => {
      const asked = c.req.valid('query');
      if (asked.format !== undefined && asked.format !== 'json')
        throw new ApiError('bad_request', { fields: [{ path: 'format', message: 'json' }] });
      const note = await shared(noteOf(asked.url, config.publicUrl));
      const { id, title, card } = note;
      const width = Math.min(FRAME.width, asked.maxwidth ?? FRAME.width);
      const height = Math.min(FRAME.height, asked.maxheight ?? FRAME.height);
      c.header('Cache-Control', CACHE);
      c.header('Access-Control-Allow-Origin', '*');
      return c.json({
        version: '1.0',
        type: 'rich',
        provider_name: 'oTo',
        provider_url: config.publicUrl,
        title,
        author_name: card.author.name,
        author_url: `${config.publicUrl}/@${card.author.handle}`,
        cache_age: 300,
        thumbnail_url: `${config.apiOrigin}/share/${id}.jpg?v=${pictures.etagOf(note)}`,
        thumbnail_width: SHARE_WIDTH,
        thumbnail_height: SHARE_HEIGHT,
        html: `<iframe src="${config.apiOrigin}/embed/n/${id}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`,
        width,
        height,
      } satisfies z.infer<typeof OEmbed>);
    })
    .get(
      '/embed/n/:id',
      describe('A note as a page for other sites’ frames', 'social'),
      param(z.object({ id: z.string().max(40) })),
      async (c) => {
        const note = await shared(idOf(c.req.valid('param').id, ''));
        c.header('Cache-Control', CACHE);
        return c.html(embedPage(note, await wholeText(deps, note), config.publicUrl));
      },
    );
}

function idOf(text: string, ending: string): Id {
  const id = text.endsWith(ending) ? text.slice(0, text.length - ending.length) : '';
  if (!isId(id)) throw new ApiError('not_found');
  return id;
}

/** The note that an address of ours names; of anything else, not_found. */
function noteOf(text: string, publicUrl: string): Id {
  const url = URL.parse(text);
  const path = /^\/(?:embed\/)?n\/([^/]+)\/?$/.exec(url?.pathname ?? '');
  if (url?.origin !== new URL(publicUrl).origin || !path?.[1] || !isId(path[1])) throw new ApiError('not_found');
  return path[1];
}

const TEXT_MAX = 20_000;

async function wholeText({ db }: Deps, { id, card }: Shared): Promise<string> {
  if (card.type === 'agent' || card.kind !== 'text') return '';
  const row = await db
    .selectFrom('creation')
    .select((eb) => eb.fn<string>('left', ['body', eb.lit(TEXT_MAX)]).as('body'))
    .where('id', '=', uuidFromId(id))
    .executeTakeFirstOrThrow();
  return row.body;
}
