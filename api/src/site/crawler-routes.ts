import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { PRESS_PAGES } from '../press/pages.ts';
import { escapeHtml } from './page.ts';
import { WELCOME_PAGES } from './welcome.ts';

const CACHE = 'public, max-age=3600';
/** Our own pages, by path. */
export const SITE_PAGES = [
  '/',
  ...WELCOME_PAGES.map(({ path }) => path),
  '/terms',
  '/privacy',
  '/verify',
  '/status',
  '/nouveautes',
  '/whats-new',
  ...PRESS_PAGES.map(({ path }) => path),
] as const;

/** GET /robots.txt, /sitemap.xml: what search engines may read. People's pages are found by who is given them. */
export function crawlerRoutes({ config }: Pick<Deps, 'config'>): Hono<ApiEnv> {
  const { publicUrl } = config;
  return new Hono<ApiEnv>()
    .get('/robots.txt', describe('What search engines may read', 'site'), (c) => {
      c.header('Cache-Control', CACHE);
      return c.text(
        ['User-agent: *', 'Disallow: /api/', 'Disallow: /events', 'Disallow: /live', '', `Sitemap: ${publicUrl}/sitemap.xml`, ''].join(
          '\n',
        ),
      );
    })
    .get('/sitemap.xml', describe('Our own pages, for search engines', 'site'), (c) => {
      c.header('Cache-Control', CACHE);
      c.header('Content-Type', 'application/xml; charset=utf-8');
      const urls = SITE_PAGES.map((path) => `<url><loc>${escapeHtml(`${publicUrl}${path}`)}</loc></url>`).join('\n');
      return c.body(
        `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
      );
    });
}
