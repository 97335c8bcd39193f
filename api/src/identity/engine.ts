import type { Context } from 'hono';
import { z } from 'zod';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { ApiEnv } from '../http/env.ts';
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './auth.ts';

type Engine = {
  readonly options: { readonly baseURL: string };
  readonly handler: (request: Request) => Promise<Response>;
};

/** Asks better-auth in process, as this request's browser: its cookies and its own words for itself, and the address we vouch for. */
export function ask(auth: Engine, c: Context<ApiEnv>, method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: c.get('ip') });
  for (const name of ['cookie', 'origin', 'user-agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  // The origin was checked at the door, by stricter rules than better-auth's.
  if (!headers.has('origin')) headers.set('origin', new URL(auth.options.baseURL).origin);
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(body);
  }
  return auth.handler(new Request(`${auth.options.baseURL}${AUTH_PATH}${path}`, init));
}

export function passCookies(c: Context<ApiEnv>, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}

/** Its own code; empty when it gave none. */
export async function engineCode(answer: Response): Promise<string> {
  const body = z.object({ code: z.string() }).safeParse(await answer.json().catch(() => null));
  return body.success ? body.data.code : '';
}

/** better-auth's codes about passwords in ours. */
export function codeOf(theirs: string): ErrorCode {
  switch (theirs) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'USER_NOT_FOUND':
    case 'CREDENTIAL_ACCOUNT_NOT_FOUND':
      return 'bad_password';
    case 'INVALID_EMAIL':
    case 'INVALID_PASSWORD':
    case 'PASSWORD_TOO_LONG':
      return 'bad_request';
    case 'INVALID_ORIGIN':
    case 'MISSING_OR_NULL_ORIGIN':
      return 'wrong_origin';
    default:
      return 'internal';
  }
}
