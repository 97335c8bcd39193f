import { expect, test } from 'vitest';
import { guardOf } from './guard.ts';

test.each([
  ['POST', '/api/auth/sign-in/email', '/api/auth/sign-in/email', 401, 'sign_in'],
  ['POST', '/api/auth/sign-in/email', '/api/auth/sign-in/email', 429, 'sign_in'],
  ['POST', '/api/auth/sign-in/email', '/api/auth/sign-in/email', 200, null],
  ['POST', '/api/auth/sign-up/email', '/api/auth/sign-up/email', 422, null],
  ['POST', '/api/stripe/webhook', '/api/stripe/webhook', 400, 'webhook'],
  ['POST', '/api/stripe/webhook', '/api/stripe/webhook', 500, null],
  ['POST', '/api/github/webhook', '/api/github/webhook', 404, 'webhook'],
  ['GET', '/api/me', '/api/me', 401, 'refused'],
  ['GET', '/api/world', '/api/world', 429, 'refused'],
  ['GET', '/.env', 'none', 404, 'probe'],
  ['GET', '/api/members/nobody', '/api/members/:handle', 404, null],
  ['GET', '/', 'none', 200, null],
] as const)('%s %s as %s, answered %i, is %s', (method, path, route, status, guarded) => {
  expect(guardOf(method, path, route, status)).toBe(guarded);
});
