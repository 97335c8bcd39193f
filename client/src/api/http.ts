import { isErrorCode, type ErrorCode } from '@oto/schema/contract/errors';
import { Refusal } from '@oto/schema/contract/moderation';
import { PROTOCOL_HEADER, PROTOCOLS } from '@oto/schema/contract/version';
import { z } from 'zod';
import { atApi, IS_ELSEWHERE, parseAnswer } from './origin.ts';
import { sendTold, type OnSent } from './send-told.ts';

/** `offline`: no answer came. `bad_answer`: an answer came that the contract does not know. */
export type FailureCode = ErrorCode | 'offline' | 'bad_answer';

export type Failure = {
  readonly code: FailureCode;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  readonly requestId: string | null;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** With `prompt_refused` alone: why, what to change, and the number under which to appeal. */
  readonly refusal?: Refusal;
};

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The network, or its stand-in. Paths start with `/`. Rejects only when no answer came. */
export type Transport = (path: string, init: RequestInit, onSent?: OnSent) => Promise<Response>;

export const browserTransport: Transport = (path, init, onSent) =>
  onSent === undefined
    ? fetch(atApi(path), { credentials: IS_ELSEWHERE ? 'include' : 'same-origin', ...init })
    : sendTold(atApi(path), init, onSent, IS_ELSEWHERE);

export type Call = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, under its own type, instead of `body`. */
  readonly raw?: Blob;
  readonly idempotencyKey?: string;
  /** A pass that speaks for the person beside their cookie. */
  readonly bearer?: string;
  readonly signal?: AbortSignal;
  readonly onSent?: OnSent;
};

const RefusedBody = z.object({
  error: z.object({
    code: z.string(),
    requestId: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    refusal: Refusal.optional().catch(undefined),
  }),
});
/** The identity library's own refusals, for the routes it serves itself. */
const IdentityRefusal = z.object({ code: z.string() });

const IDENTITY_CODES: { readonly [code: string]: ErrorCode } = {
  USER_ALREADY_EXISTS: 'email_taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'email_taken',
  INVALID_EMAIL_OR_PASSWORD: 'bad_password',
  INVALID_EMAIL: 'bad_request',
  PASSWORD_TOO_SHORT: 'weak_password',
  PASSWORD_TOO_LONG: 'weak_password',
};

const STATUS_CODES: { readonly [status: number]: ErrorCode } = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  409: 'wrong_state',
  413: 'payload_too_large',
  422: 'bad_request',
  429: 'too_many_requests',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

export function failureOf(status: number, body: unknown): Failure {
  const own = RefusedBody.safeParse(body);
  if (own.success && isErrorCode(own.data.error.code)) {
    const { code, requestId, fields, refusal } = own.data.error;
    return { code, status, requestId: requestId ?? null, fields: fields ?? [], ...(refusal === undefined ? {} : { refusal }) };
  }
  const identity = IdentityRefusal.safeParse(body);
  const known = identity.success ? IDENTITY_CODES[identity.data.code] : undefined;
  return { code: known ?? STATUS_CODES[status] ?? 'internal', status, requestId: null, fields: [] };
}

/**
 * One request, parsed by `schema`. Never rejects: a refusal, a lost connection and an unknown
 * answer are all failures with a code.
 */
export async function request<T>(transport: Transport, path: string, schema: z.ZodType<T>, call: Call = {}): Promise<Answer<T>> {
  const headers = new Headers({ accept: 'application/json', [PROTOCOL_HEADER]: PROTOCOLS.join(', ') });
  if (call.body !== undefined) headers.set('content-type', 'application/json');
  if (call.raw !== undefined) headers.set('content-type', call.raw.type === '' ? 'application/octet-stream' : call.raw.type);
  if (call.bearer !== undefined) headers.set('authorization', `Bearer ${call.bearer}`);
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey);
  let response: Response;
  let body: unknown;
  try {
    const init: RequestInit = {
      method: call.method ?? 'GET',
      headers,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.raw === undefined ? {} : { body: call.raw }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    };
    response = await transport(path, init, call.onSent);
    const text = await response.text();
    body = text === '' ? null : readJson(text);
  } catch {
    return { ok: false, failure: { code: 'offline', status: 0, requestId: null, fields: [] } };
  }
  if (!response.ok) return { ok: false, failure: failureOf(response.status, body) };
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  return { ok: false, failure: { code: 'bad_answer', status: response.status, requestId: response.headers.get('x-request-id'), fields } };
}

function readJson(text: string): unknown {
  try {
    return parseAnswer(text);
  } catch {
    return undefined;
  }
}

/** For code that wants exceptions, such as the query cache. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** The value, or throws ApiError. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ApiError(answer.failure);
}
