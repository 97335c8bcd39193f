import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiEnv } from './env.ts';

/** Pages for other sites' frames; everything else is in none. */
const EMBEDDED = '/embed/';

export function securityHeaders(publicUrl: string) {
  const [own, embedded] = [ownHeaders(publicUrl), embeddedHeaders(publicUrl)];
  return createMiddleware<ApiEnv>(async (c, next) => (c.req.path.startsWith(EMBEDDED) ? embedded(c, next) : own(c, next)));
}

/** Words and media of ours alone: no script, nothing from elsewhere. */
function embeddedHeaders(publicUrl: string) {
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

/** No unsafe-eval: the board imports Pixi's own compiler-free path. Panels need inline styles. */
function ownHeaders(publicUrl: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      imgSrc: ["'self'", 'blob:', 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
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
