import { createMiddleware } from 'hono/factory';
import type { Config } from '../config.ts';
import { ApiError } from './api-error.ts';
import type { ApiEnv } from './env.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Every origin that may send our cookies. A loopback address has three spellings. */
export function allowedOrigins(config: Pick<Config, 'publicUrl' | 'apiOrigin' | 'allowedOrigins'>): ReadonlySet<string> {
  const named = [config.publicUrl, config.apiOrigin, ...config.allowedOrigins.map((origin) => new URL(origin).origin)];
  const origins = new Set(named);
  for (const origin of named) {
    const url = new URL(origin);
    if (!LOOPBACK.includes(url.hostname)) continue;
    for (const host of LOOPBACK) {
      url.hostname = host;
      origins.add(url.origin);
    }
  }
  return origins;
}

export type Provenance = {
  readonly method: string;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly hasCookie: boolean;
  readonly hasBearer: boolean;
};

/**
 * Whether a request that could change something comes from our own pages. A foreign Origin never
 * does; a request without Origin passes when it carries no cookie, or the browser vouches that it
 * is same-origin. A bearer credential is not sent by browsers on their own, so it needs no Origin.
 */
export function comesFromUs(request: Provenance, allowed: ReadonlySet<string>): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return true;
  if (request.hasBearer) return true;
  if (request.origin !== undefined) return allowed.has(request.origin);
  return !request.hasCookie || request.fetchSite === 'same-origin';
}

export function originCheck(config: Config) {
  const allowed = allowedOrigins(config);
  return createMiddleware<ApiEnv>(async (c, next) => {
    const request = {
      method: c.req.method,
      origin: c.req.header('origin'),
      fetchSite: c.req.header('sec-fetch-site'),
      hasCookie: c.req.header('cookie') !== undefined,
      hasBearer: c.req.header('authorization') !== undefined,
    };
    if (!comesFromUs(request, allowed)) throw new ApiError('wrong_origin', { detail: request.origin ?? 'no origin' });
    await next();
  });
}
