import { Hono } from 'hono';
import { securityHeaders, type Origins } from './security-headers.ts';

/** The security headers of the page at an address, by name, for whoever serves it in this api's place. */
export async function pageHeaders(origins: Origins, path = '/'): Promise<ReadonlyMap<string, string>> {
  const page = new Hono();
  page.use(securityHeaders(origins));
  page.get('*', (c) => c.body(null));
  const { headers } = await page.request(path);
  return new Map(headers);
}
