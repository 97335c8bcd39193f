import { pageHeaders } from '@oto/api/http/page-headers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { headersFile, redirectsFile, vercelFile } from './files.ts';

const places = { page: 'https://oto.example', api: 'https://api.oto.example' };
const page = await pageHeaders({ publicUrl: places.page, apiOrigin: places.api, allowedOrigins: [] });

test('a page may ask the api, show its pictures, and be framed by nobody', () => {
  const policy = page.get('content-security-policy') ?? '';
  for (const part of ['connect-src', 'img-src', 'media-src']) expect(policy).toMatch(new RegExp(`${part} 'self' ${places.api}`));
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(policy).not.toMatch(/unsafe-eval|script-src [^;]*unsafe/);
  expect(headersFile(page)).toContain(`content-security-policy: ${policy}`);
  expect(headersFile(page)).toMatch(/^\/assets\/\*\n {2}! cache-control\n {2}cache-control: public, max-age=31536000, immutable$/m);
});

test('links to notes and members lead to the api, which knows their previews; the rest is the page', () => {
  const { rewrites } = z
    .object({ rewrites: z.array(z.object({ source: z.string(), destination: z.string() })) })
    .parse(JSON.parse(vercelFile(places, page)));
  const to = new Map(rewrites.map(({ source, destination }) => [source, destination]));
  expect(to.get('/n/:rest*')).toBe('https://api.oto.example/n/:rest*');
  expect(to.get('/@:rest')).toBe('https://api.oto.example/@:rest');
  expect(to.get('/terms')).toBe('/terms.html');
  expect(redirectsFile(places)).toContain('/@* https://api.oto.example/@:splat 200\n');
});
