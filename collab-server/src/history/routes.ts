import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { preferredLang } from '@oto/schema/base/lang';
import { err, ok, type Result } from '@oto/schema/base/result';
import { ERRORS, errorText, type ErrorBody, type ErrorCode } from '@oto/schema/contract/errors';
import type { ProxyTrust } from '@oto/schema/proxy/trust';
import { addressOf, requestIdOf } from '../socket/address.ts';
import type { Verify } from '../pass/verify.ts';
import { historyRequest, type HistoryRequest } from './path.ts';
import type { Past } from './past.ts';
import { Rate } from './rate.ts';
import { Slots } from './slots.ts';

/** Answers a request and says true, or says false when the address is not its. Never rejects. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type HistoryParts = {
  readonly past: Pick<Past, 'page' | 'layout' | 'since' | 'of'>;
  readonly verify: Verify;
  readonly trust: ProxyTrust;
  readonly log: Logger;
  readonly slots?: Slots;
  readonly rate?: Rate;
};

/** A moment never changes, but what of it may be shown does: nobody keeps it for long. */
const CACHE: { readonly [kind in HistoryRequest['kind']]: string } = {
  page: 'no-store',
  layout: 'private, max-age=30',
  since: 'no-store',
  of: 'no-store',
};

/** GET routes of `contract/history`: work is bounded by address and by slots. */
export function historyRoutes({ past, verify, trust, log, slots = new Slots(), rate = new Rate() }: HistoryParts): Answer {
  const told = (asked: HistoryRequest): Promise<Result<unknown, ErrorCode>> => {
    switch (asked.kind) {
      case 'page':
        return past.page(asked.plot, asked.before);
      case 'layout':
        return past.layout(asked.plot, asked.moment);
      case 'since':
        return past.since(asked.plot, asked.at);
      case 'of':
        return past.of(asked.plot, asked.id);
      default:
        return asked satisfies never;
    }
  };

  const outcomeOf = async (
    asked: HistoryRequest,
    requestId: string,
    authorization: string | undefined,
  ): Promise<Result<unknown, ErrorCode>> => {
    try {
      if (asked.kind === 'of') {
        const operator = await requireOperator(verify, authorization);
        if (!operator.ok) return operator;
      }
      const ran = await slots.run(() => told(asked));
      return ran.ok ? ran.value : ran;
    } catch (error) {
      log.warn({ err: error, requestId, plot: asked.plot }, 'the past cannot be read');
      return err('unavailable');
    }
  };

  return async (request, response) => {
    const asked = historyRequest(request.url ?? '');
    if (asked === null) return false;
    const requestId = requestIdOf(request, trust) ?? randomBytes(9).toString('base64url');
    const refuse = (code: ErrorCode) => sendError(response, code, requestId, request.headers['accept-language']);
    if (!rate.take(addressOf(request, trust))) refuse('too_many_requests');
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse('method_not_allowed');
    else if (typeof asked === 'string') refuse(asked);
    else {
      const outcome = await outcomeOf(asked, requestId, request.headers.authorization);
      if (outcome.ok) send(response, 200, requestId, CACHE[asked.kind], outcome.value);
      else {
        log.info({ requestId, code: outcome.code, detail: outcome.detail }, 'history refused');
        refuse(outcome.code);
      }
    }
    return true;
  };
}

/** By their collab pass, as bearer. */
async function requireOperator(verify: Verify, authorization: string | undefined): Promise<Result<null, ErrorCode>> {
  const actor = await verify(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
  if (!actor.ok) return actor;
  if (actor.value.kind === 'watcher') return err('not_signed_in');
  return actor.value.kind === 'member' && actor.value.operator ? ok(null) : err('forbidden');
}

function sendError(response: ServerResponse, code: ErrorCode, requestId: string, language: string | undefined): void {
  const body: ErrorBody = { error: { code, message: errorText(code, preferredLang(language)), requestId } };
  if (code === 'unavailable' || code === 'too_many_requests') response.setHeader('retry-after', '2');
  if (code === 'method_not_allowed') response.setHeader('allow', 'GET, HEAD');
  send(response, ERRORS[code].http, requestId, 'no-store', body);
}

function send(response: ServerResponse, status: number, requestId: string, cache: string, body: unknown): void {
  const text = Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, {
      'content-length': text.byteLength,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': cache,
      vary: 'accept-language',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    })
    .end(text);
}
