import { randomBytes } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { LANGS, preferredLang, type Lang } from '@oto/schema/base/lang';
import { readRequestId, REQUEST_ID_HEADER } from '@oto/schema/contract/request-id';
import { clientAddress, isProxy, type ProxyTrust } from '@oto/schema/proxy/trust';
import type { ApiEnv } from './env.ts';

/** Gives every request its id, its language and the address it comes from. A proxy of ours may have named it already; nobody else may. */
export function requestContext(trust: ProxyTrust) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const peer = peerOf(c.env);
    const named = isProxy(peer, trust) ? readRequestId(c.req.header(REQUEST_ID_HEADER)) : null;
    const requestId = named ?? randomBytes(9).toString('base64url');
    c.set('requestId', requestId);
    c.set('lang', langOf(c.req.query('lang'), getCookie(c, 'lang'), c.req.header('accept-language')));
    c.set('ip', clientAddress(peer, c.req.header('x-forwarded-for'), trust));
    c.set('caller', null);
    c.set('scopeChecked', false);
    await next();
    c.res.headers.set('X-Request-Id', requestId);
  });
}

/** What was asked for in the address wins, then what was chosen, then what the browser prefers. */
export function langOf(asked: string | undefined, chosen: string | undefined, accepted: string | undefined): Lang {
  const explicit = LANGS.find((lang) => lang === asked) ?? LANGS.find((lang) => lang === chosen);
  return explicit ?? preferredLang(accepted);
}

/** The socket's peer as @hono/node-server passes it; a request made in process has none. */
function peerOf(env: unknown): string {
  const incoming = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress ?? '0.0.0.0';
}
