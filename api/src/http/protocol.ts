import { createMiddleware } from 'hono/factory';
import { commonProtocol, listedIn, PROTOCOL_HEADER } from '@oto/schema/contract/version';
import { ApiError } from './api-error.ts';
import type { ApiEnv } from './env.ts';

/** Tells anybody what is served, and so is refused to nobody. */
const VERSION = '/api/version';
/** Until this server is replaced by one that such a client waits for. */
const RETRY_S = 5;

/** Refuses our own client where it and this server share no protocol, before anything is believed of what it sends. */
export function protocolCheck() {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const offered = listedIn(c.req.header(PROTOCOL_HEADER));
    if (offered.length > 0 && c.req.path !== VERSION) {
      const common = commonProtocol(offered);
      if (!common.ok) throw new ApiError(common.code, common.code === 'old_server' ? { retryAfterSeconds: RETRY_S } : {});
    }
    await next();
  });
}
