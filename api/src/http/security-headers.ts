import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../config.ts';
import { hasOtherOrigins } from './cross-origin.ts';
import type { ApiEnv } from './env.ts';
import { LIVE_PAGE } from './paths.ts';

/** Pages for other sites' frames; everything else is in none. */
const EMBEDDED = '/embed/';

export type Origins = Pick<Config, 'publicUrl' | 'apiOrigin' | 'allowedOrigins'>;

export function securityHeaders(origins: Origins) {
  const [own, framed, embedded] = [ownHeaders(origins, false), ownHeaders(origins, true), embeddedHeaders(origins)];
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (c.req.path.startsWith(EMBEDDED)) return embedded(c, next);
    return c.req.path === LIVE_PAGE ? framed(c, next) : own(c, next);
  });
}

/** Words and media of ours alone: no script, nothing from elsewhere. */
function embeddedHeaders({ publicUrl }: Origins) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      imgSrc: ["'self'"],
      mediaSrc: ["'self'"],
      styleSrc: ["'unsafe-inline'"],
      fontSrc: ['data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ['*'],
    },
    xFrameOptions: false,
    crossOriginResourcePolicy: 'cross-origin',
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: hsts(publicUrl),
    overwrite: false,
  });
}

/** No unsafe-eval: the board imports Pixi's own compiler-free path. Panels need inline styles. `framed`: our own pages may show it. */
function ownHeaders(origins: Origins, framed: boolean) {
  const { publicUrl, apiOrigin } = origins;
  // A page that this api serves for the CDN asks for the rest where the CDN's own does.
  const api = apiOrigin === publicUrl ? [] : [apiOrigin];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      imgSrc: ["'self'", ...api, 'blob:', 'data:'],
      mediaSrc: ["'self'", ...api, 'blob:'],
      connectSrc: ["'self'", ...api, 'ws:', 'wss:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: [framed ? "'self'" : "'none'"],
    },
    xFrameOptions: framed ? 'SAMEORIGIN' : 'DENY',
    // Pages of the same site, such as the CDN's, show what this api serves.
    ...(hasOtherOrigins(origins) ? { crossOriginResourcePolicy: 'same-site' } : {}),
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: hsts(publicUrl),
    // The composer records a voice.
    permissionsPolicy: { camera: [], microphone: ['self'], geolocation: [], payment: [] },
    overwrite: false,
  });
}

function hsts(publicUrl: string): string | false {
  return publicUrl.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false;
}
