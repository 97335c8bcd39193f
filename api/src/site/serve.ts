import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import { isId } from '@oto/schema/base/id';
import type { Deps } from '../deps.ts';
import type { ApiEnv } from '../http/env.ts';
import { PRESS_PAGES } from '../press/pages.ts';
import { makePress } from '../press/press.ts';
import { pressRoutes } from '../press/routes.ts';
import { OWN_PAGES } from './own-pages.ts';
import { pageWithPreview } from './page.ts';
import { readPreview, readProfilePreview } from './read-preview.ts';
import { WELCOME_PAGES, welcomePage } from './welcome.ts';

/** Vite puts a hash of the content into every name below assets/: at least eight characters behind a dash. */
const ASSET = /\/assets\/([\w.-]+)$/;
const HASH_MIN = 8;
const YEAR = 31_536_000;

/**
 * The built client: its files, and its page for every address without a dot, which the client
 * routes by itself. `/n/<id>` carries the preview of its note, `/@name` of its member; OWN_PAGES are pages of their own. Null answers mean "not here".
 */
export type Site = { answer(c: Context<ApiEnv>): Promise<Response | null> };

export function makeSite(deps: Deps, folder: string): Site {
  const page = pageReader(join(folder, 'index.html'));
  const press = makePress(deps, folder);
  const site = new Hono<FileEnv>();
  site.use(async (c, next) => {
    await next();
    if (!c.res.ok) return;
    const { headers } = c.res;
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', cachingOf(c.req.path));
    const file = c.get('file');
    if (file === undefined) return;
    headers.set('ETag', await tagOf(folder, file));
    if (CODED.test(c.req.path) && !headers.has('Vary')) headers.set('Vary', 'Accept-Encoding');
  });
  // Before the files: facts are written into these.
  site.route('/', pressRoutes(press));
  const written = [
    ...WELCOME_PAGES.map((page) => ({ ...page, write: (html: string) => welcomePage(html, page.lang, deps) })),
    ...PRESS_PAGES.map((page) => ({ ...page, write: (html: string) => press.page(html, page.lang) })),
  ];
  for (const { path, file, write } of written) {
    const own = pageReader(join(folder, file));
    // The file itself is half a page.
    site.get(`/${file}`, (c) => c.redirect(path, 301));
    site.get(path, async (c) => {
      const html = await own();
      return html === null ? c.notFound() : sendPage(c, await write(html));
    });
  }
  // Compressed once, by the build (client/vite.config.ts).
  site.use(
    serveStatic<FileEnv>({
      root: folder,
      precompressed: true,
      index: 'index.html.none',
      onFound: (path, c) => c.set('file', path),
    }),
  );
  site.get('/n/:id', async (c) => {
    const html = await page();
    const id = c.req.param('id');
    const preview = html !== null && isId(id) ? await readPreview(deps.db, id, deps.config, deps.now()) : null;
    return html === null ? c.notFound() : sendPage(c, preview ? pageWithPreview(html, preview) : html);
  });
  site.get('/:handle{@[a-z0-9-]+}', async (c) => {
    const html = await page();
    const preview = html === null ? null : await readProfilePreview(deps.db, c.req.param('handle').slice(1), deps.config.publicUrl);
    return html === null ? c.notFound() : sendPage(c, preview ? pageWithPreview(html, preview) : html);
  });
  for (const [path, file] of Object.entries(OWN_PAGES)) {
    const own = pageReader(join(folder, file));
    site.get(path, async (c) => {
      const html = await own();
      return html === null ? c.notFound() : sendPage(c, html);
    });
  }
  site.get('*', async (c) => {
    const last = c.req.path.slice(c.req.path.lastIndexOf('/'));
    const html = last.includes('.') && last !== '/index.html' && !last.startsWith('/@') ? null : await page();
    return html === null ? c.notFound() : sendPage(c, html, BOARD_PAGES.test(c.req.path) ? 200 : 404);
  });
  return {
    async answer(c) {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return null;
      const response = await site.fetch(c.req.raw);
      const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
      return response.status === 404 && !isPage ? null : response;
    },
  };
}

type FileEnv = { Variables: ApiEnv['Variables'] & { file?: string } };

/** Kinds of files that the build compresses. */
const CODED = /\.(?:js|css|svg|json|txt|map)$/;

function isHashed(path: string): boolean {
  const parts = ASSET.exec(path)?.[1]?.split('.').slice(0, -1) ?? [];
  return parts.some((part) => part.includes('-') && part.length - part.indexOf('-') > HASH_MIN);
}

/**
 * A strong tag of a file on the disk: its own name where that follows from its content, else where it lies below the
 * folder, when it was written and how long it is. A coded one is another file.
 */
async function tagOf(folder: string, path: string): Promise<string> {
  if (isHashed(path)) return `"${basename(path)}"`;
  const { mtimeMs, size } = await stat(path);
  return `"${encodeURI(relative(folder, path))}-${Math.round(mtimeMs).toString(36)}-${size.toString(36)}"`;
}

/** Where the client's router leads somewhere; elsewhere its page says that nothing is there. */
const BOARD_PAGES = /^\/(index\.html|account\/(verify|reset)|@[^/]+)?\/?$/;

/** A service worker outlives its page: a stale one would go on for as long as it is kept. */
const SERVICE_WORKER = '/sw.js';

function cachingOf(path: string): string {
  if (path === SERVICE_WORKER || path.endsWith('.html')) return 'no-cache';
  return isHashed(path) ? `public, max-age=${YEAR}, immutable` : 'public, max-age=300';
}

function sendPage(c: Context<FileEnv>, html: string, status: 200 | 404 = 200): Response {
  c.header('Cache-Control', 'no-cache');
  return c.html(html, status);
}

/** Reads the page again only when the file changed. */
function pageReader(file: string): () => Promise<string | null> {
  let kept: { readonly mtimeMs: number; readonly html: string } | null = null;
  return async () => {
    const info = await stat(file).catch(() => null);
    if (!info) return null;
    if (kept?.mtimeMs !== info.mtimeMs) kept = { mtimeMs: info.mtimeMs, html: await readFile(file, 'utf8') };
    return kept.html;
  };
}
