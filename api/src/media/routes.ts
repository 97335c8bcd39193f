import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { IdText } from '@oto/schema/contract/common';
import { isVisibleTo } from '../creation/visible.ts';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { param, query } from '../http/validate.ts';
import { disposition } from './file-name.ts';
import { keptForm, makeForms, type Forms } from './forms.ts';
import { guard, send, servedFile, servedText, type Served } from './serve.ts';
import { mediaStore, type MediaStore } from './store.ts';

const VARIANTS = ['main', 'thumb', 'poster', 'full'] as const;
const One = z.object({ creation: IdText, variant: z.enum(VARIANTS) });
const OneStep = z.object({ creation: IdText, index: z.coerce.number().int().min(0).max(15), variant: z.enum(['main', 'thumb', 'poster']) });
/** As `keepPreview` makes them. */
const OnePreview = z.object({ token: z.string().regex(/^[\w-]{32}$/) });
const TAKEN = ['1', 'png', 'jpeg', 'mp4', 'wav', 'txt', 'md'] as const;
/** `r` is the head of the file's hash. `download` names a form to take away; 1 is the usual one. */
const How = z.object({ r: z.string().max(64).optional(), download: z.enum(TAKEN).optional() });
/** A takedown is complete within this time. */
const PUBLIC_SECONDS = 3600;

/** Forms in which each kind is taken away, the usual one first. */
const FORMS: { readonly [K in Kind]: readonly (typeof TAKEN)[number][] } = {
  text: ['txt', 'md'],
  image: ['jpeg', 'png'],
  video: ['mp4'],
  voice: ['wav'],
};

type Creation = {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly body: string;
  readonly visibility: 'private' | 'unlisted' | 'published';
};

/** GET /media/:creation/:variant, GET /media/:creation/step/:index/:variant, GET /media/preview/:token. HEAD too. */
export function mediaRoutes(deps: Deps): Hono<ApiEnv> {
  const store = mediaStore(deps);
  const forms = makeForms(deps, store);
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
      const { download, r } = c.req.valid('query');
      const creation = await visible(c, deps, uuidFromId(id));
      const file =
        download === undefined || variant !== 'main'
          ? await shown(c, deps, store, creation, variant)
          : await taken(deps, store, forms, creation, download);
      return answer(c, creation, file, { attached: download !== undefined, r });
    })
    .get(
      '/media/:creation/step/:index/:variant',
      describe('A file that a step on the way left', 'media'),
      param(OneStep),
      query(How.pick({ r: true })),
      async (c) => {
        const { creation: id, index, variant } = c.req.valid('param');
        const creation = await visible(c, deps, uuidFromId(id));
        const row = await deps.db
          .selectFrom('step_media')
          .select(['sha256', 'mime', 'bytes'])
          .where('creation_id', '=', creation.id)
          .where('position', '=', index)
          .where('variant', '=', variant)
          .executeTakeFirst();
        if (!row) throw new ApiError('not_found');
        return answer(c, creation, servedFile(store, row), { attached: false, r: c.req.valid('query').r });
      },
    );
}

async function visible(c: Context<ApiEnv>, { db }: Deps, creationUuid: string): Promise<Creation> {
  const viewer = c.get('caller')?.memberId ?? null;
  const creation = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .selectAll('creation')
    .select('member.hidden_at as author_hidden')
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  if (!creation || creation.state !== 'done' || !isVisibleTo(creation, viewer)) throw new ApiError('not_found');
  if (creation.author_hidden !== null && creation.author_id !== viewer) throw new ApiError('not_found');
  return creation;
}

/** The file as a page shows it: words, a picture in the form the browser reads best, everything else as it is. */
async function shown(
  c: Context<ApiEnv>,
  deps: Deps,
  store: MediaStore,
  creation: Creation,
  variant: (typeof VARIANTS)[number],
): Promise<Served> {
  if (variant === 'main' && creation.kind === 'text') return servedText(creation.body, false);
  if (variant === 'main' && creation.kind === 'image') {
    c.header('Vary', 'Accept');
    const smaller = readsAvif(c.req.header('accept')) ? await keptForm(deps, creation.id, 'avif') : null;
    if (smaller) return servedFile(store, smaller);
  }
  return ownFile(deps, store, creation.id, variant);
}

/** The file as it is taken away. Throws bad_request for a form its kind has not. */
async function taken(deps: Deps, store: MediaStore, forms: Forms, creation: Creation, download: (typeof TAKEN)[number]): Promise<Served> {
  const form = download === '1' ? FORMS[creation.kind][0] : download;
  if (form === undefined || !FORMS[creation.kind].includes(form)) {
    throw new ApiError('bad_request', { fields: [{ path: 'download', message: FORMS[creation.kind].join(', ') }] });
  }
  switch (form) {
    case 'txt':
    case 'md':
      return servedText(creation.body, form === 'md');
    case 'jpeg':
    case 'png':
      return servedFile(store, await forms.taken(creation.id, form));
    default:
      return ownFile(deps, store, creation.id, 'main');
  }
}

async function ownFile({ db }: Deps, store: MediaStore, creationUuid: string, variant: (typeof VARIANTS)[number]): Promise<Served> {
  const row = await db
    .selectFrom('media')
    .select(['sha256', 'mime', 'bytes'])
    .where('creation_id', '=', creationUuid)
    .where('variant', '=', variant)
    .executeTakeFirst();
  if (!row) throw new ApiError('not_found');
  return servedFile(store, row);
}

type Way = { readonly attached: boolean; readonly r: string | undefined };

/** An address with `r` never means other bytes, so a browser need not ask again while it may keep them. */
async function answer(c: Context<ApiEnv>, creation: Creation, file: Served, { attached, r }: Way): Promise<Response> {
  const open = `public, max-age=${PUBLIC_SECONDS}${r === undefined ? '' : ', immutable'}`;
  guard(c, creation.visibility === 'published' ? open : 'private, no-store');
  c.header('Content-Disposition', disposition(attached ? 'attachment' : 'inline', creation.title, `oto-${creation.kind}`, file.mime));
  return send(c, file);
}

/** Whether an Accept header names AVIF and does not refuse it. */
function readsAvif(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((entry) => {
    const [type, ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return type === 'image/avif' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
