import { Hono } from 'hono';
import type { ApiEnv } from '../http/env.ts';
import { PRESS_KIT, PRESS_TEXTS } from './pages.ts';
import type { Press } from './press.ts';

/** The archive and the texts of the press kit; its pictures and logos are files of the built client. */
export function pressRoutes(press: Press): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  routes.get(PRESS_KIT, async (c) => {
    const kit = await press.kit();
    if (kit === null) return c.notFound();
    return c.body(kit.bytes, 200, {
      'Content-Type': 'application/zip',
      'Content-Length': String(kit.bytes.byteLength),
      'Content-Disposition': 'attachment; filename="oto-press-kit.zip"',
      ETag: kit.tag,
    });
  });
  for (const { path, lang } of PRESS_TEXTS) {
    routes.get(path, async (c) => {
      const text = await press.text(lang);
      return text === null ? c.notFound() : c.body(text, 200, { 'Content-Type': 'text/markdown; charset=utf-8' });
    });
  }
  return routes;
}
