import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { codingOf, encode, type Coding } from './content-coding.ts';
import { codedTag, entityTag, matchingTag } from './entity-tag.ts';
import type { ApiEnv } from './env.ts';
import { isProgramPath } from './paths.ts';

/** What is shorter travels in one packet either way. */
const CODED_MIN = 1024;
/** Coded answers that several may ask for are kept, so that each is coded once; by their tag, so that none is ever stale. */
const KEPT_BYTES = 16 * 1024 * 1024;

/**
 * How an answer leaves. Words that may be kept get a strong tag, are not told again to whoever has them (304), and are
 * compressed. `no-store` is neither compared nor compressed: no secret, and nothing that is one person's alone, ever lies
 * beside words of somebody else in a compressed answer, so its length tells nothing (BREACH). Streams, media and whatever
 * else knows ranges are left as they are. What does not say who may keep it is kept by nobody.
 */
export function delivery(coder: typeof encode = encode) {
  const kept = new Map<string, Buffer>();
  let bytes = 0;

  const codedOf = async (key: string, body: () => Promise<Uint8Array>, coding: Coding, isShared: boolean) => {
    const known = kept.get(key);
    if (known) return known;
    const plain = await body();
    if (plain.byteLength < CODED_MIN) return null;
    const coded = await coder(plain, coding);
    if (isShared && !kept.has(key)) {
      kept.set(key, coded);
      bytes += coded.byteLength;
      for (const [oldest, { byteLength }] of kept) {
        if (bytes <= KEPT_BYTES) break;
        kept.delete(oldest);
        bytes -= byteLength;
      }
    }
    return coded;
  };

  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return;
    const { headers, status } = c.res;
    if (!headers.has('Cache-Control') && isProgramPath(c.req.path)) headers.set('Cache-Control', 'private, no-store');
    const control = headers.get('Cache-Control') ?? '';
    if (status !== 200 || control.includes('no-store')) return;
    const isWords = WORDS.test(headers.get('Content-Type') ?? '') && !headers.has('Content-Encoding') && !headers.has('Accept-Ranges');
    let tag = headers.get('ETag');
    if (tag === null && !isWords) return;
    let body: Uint8Array | null = null;
    const bodyOf = async () => (body ??= new Uint8Array(await c.res.arrayBuffer()));
    tag ??= entityTag(await bodyOf());
    if (isWords) c.header('Vary', varyOf(headers.get('Vary')));
    const had = matchingTag(c.req.header('if-none-match'), tag);
    if (had !== null) {
      if (body === null) await c.res.body?.cancel();
      replace(c, null, { ETag: had }, 304);
      return;
    }
    if (!isWords) return;
    const coding = codingOf(c.req.header('accept-encoding'));
    const coded = coding === null ? null : await codedOf(codedTag(tag, coding), bodyOf, coding, !control.includes('private'));
    if (coding !== null && coded !== null) {
      if (body === null) await c.res.body?.cancel();
      replace(c, coded, { ETag: codedTag(tag, coding), 'Content-Encoding': coding, 'Content-Length': `${coded.byteLength}` }, 200);
    } else {
      const plain = await bodyOf();
      replace(c, plain, { ETag: tag, 'Content-Length': `${plain.byteLength}` }, 200);
    }
  });
}

const WORDS = /^(?:application\/(?:json|jwk-set\+json)|text\/html)\b/;

/** The same answer with another body; a 304 says nothing of one. */
function replace(c: Context<ApiEnv>, body: Uint8Array | null, changed: Readonly<Record<string, string>>, status: 200 | 304): void {
  const headers = new Headers(c.res.headers);
  for (const [name, value] of Object.entries(changed)) headers.set(name, value);
  if (status === 304) for (const name of ['Content-Type', 'Content-Length', 'Content-Encoding']) headers.delete(name);
  // Else the headers of the old answer would be laid over these.
  c.res = undefined;
  c.res = new Response(body === null ? null : new Uint8Array(body), { status, headers });
}

function varyOf(vary: string | null): string {
  if (vary === null) return 'Accept-Encoding';
  return /(?:^|,)\s*(?:\*|accept-encoding)\s*(?:,|$)/i.test(vary) ? vary : `${vary}, Accept-Encoding`;
}
