import { pageHeaders } from '@oto/api/http/page-headers';
import { LIVE_PAGE } from '@oto/api/http/paths';
import { SITE_PAGES } from '@oto/api/site/crawler-routes';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { headersFile, redirectsFile, vercelFile } from './files.ts';

const places = { page: 'https://oto.example', api: 'https://api.oto.example' };
const origins = { publicUrl: places.page, apiOrigin: places.api, allowedOrigins: [] };
const page = await pageHeaders(origins);
const headers = { page, live: await pageHeaders(origins, LIVE_PAGE) };

test('a page may ask the api, show its pictures, and be framed by nobody', () => {
  const policy = page.get('content-security-policy') ?? '';
  for (const part of ['connect-src', 'img-src', 'media-src']) expect(policy).toMatch(new RegExp(`${part} 'self' ${places.api}`));
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(headers.live.get('content-security-policy')).toBe(policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
  expect(headersFile(headers)).toMatch(
    /^\/live\n {2}! content-security-policy\n {2}content-security-policy: .*'self'\n {2}! x-frame-options\n {2}x-frame-options: SAMEORIGIN\n$/m,
  );
  expect(policy).not.toMatch(/unsafe-eval|script-src [^;]*unsafe/);
  expect(headersFile(headers)).toContain(`content-security-policy: ${policy}`);
  expect(headersFile(headers)).toMatch(/^\/assets\/\*\n {2}! cache-control\n {2}cache-control: public, max-age=31536000, immutable$/m);
});

test('links to notes and members lead to the api, which knows their previews; the rest is the page', () => {
  const { rewrites } = z
    .object({ rewrites: z.array(z.object({ source: z.string(), destination: z.string() })) })
    .parse(JSON.parse(vercelFile(places, headers)));
  const to = new Map(rewrites.map(({ source, destination }) => [source, destination]));
  expect(to.get('/n/:rest*')).toBe('https://api.oto.example/n/:rest*');
  expect(to.get('/@:rest')).toBe('https://api.oto.example/@:rest');
  expect(to.get('/terms')).toBe('/terms.html');
  // Whatever search engines are told of is found there, by the page's own address.
  for (const path of SITE_PAGES.filter((one) => one !== '/')) expect([path, to.has(path)]).toEqual([path, true]);
  for (const path of ['/robots.txt', '/sitemap.xml', '/welcome', '/status']) expect(to.get(path)).toBe(`${places.api}${path}`);
  expect(redirectsFile(places)).toContain('/@* https://api.oto.example/@:splat 200\n');
});
