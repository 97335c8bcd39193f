import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { errorText, type ErrorBody, type ErrorCode } from '@oto/schema/contract/errors';
import { ApiError } from './api-error.ts';
import type { ApiEnv } from './env.ts';

/** The refusal in the person's language, in the shape of ErrorBody. */
export function answerError(c: Context<ApiEnv>, error: ApiError): Response {
  const body: ErrorBody = {
    error: {
      code: error.code,
      message: errorText(error.code, c.get('lang')),
      requestId: c.get('requestId'),
      ...(error.fields ? { fields: error.fields } : {}),
      ...(error.refusal ? { refusal: error.refusal } : {}),
    },
  };
  if (error.retryAfterSeconds !== undefined) c.header('Retry-After', String(error.retryAfterSeconds));
  c.header('Cache-Control', 'no-store');
  return c.json(body, error.status as ContentfulStatusCode);
}

/** Expected refusals are told; anything else is logged with its request id and told as `internal`. */
export function errorHandler(log: Logger) {
  return (thrown: Error, c: Context<ApiEnv>): Response => {
    const error = apiErrorOf(thrown);
    if (error.status >= 500) log.error({ err: thrown, requestId: c.get('requestId'), path: c.req.path }, error.code);
    else if (error.detail !== undefined) log.debug({ requestId: c.get('requestId'), code: error.code, detail: error.detail }, 'refused');
    return answerError(c, error);
  };
}

function apiErrorOf(thrown: Error): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof HTTPException) return new ApiError(codeOfStatus(thrown.status), { detail: thrown.message, cause: thrown });
  if (isConnectionTrouble(thrown)) return new ApiError('unavailable', { cause: thrown });
  if ('code' in thrown && NO_TEXT.has(String(thrown.code)))
    return new ApiError('bad_request', { detail: 'a null character', cause: thrown });
  return new ApiError('internal', { cause: thrown });
}

/** hono itself throws only for an unreadable body and for one that is too large. */
function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 400:
      return 'bad_json';
    case 413:
      return 'payload_too_large';
    default:
      return 'internal';
  }
}

/** PostgreSQL keeps no null character, neither in text nor in JSON; nobody who means well sends one. */
const NO_TEXT = new Set(['22021', '22P05']);

/** PostgreSQL going down, starting or out of connections; the request may be repeated. */
const TROUBLE = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '53300', '08006', '08001']);

function isConnectionTrouble(thrown: Error): boolean {
  if (thrown.message.startsWith('Connection terminated')) return true;
  return 'code' in thrown && typeof thrown.code === 'string' && TROUBLE.has(thrown.code);
}
