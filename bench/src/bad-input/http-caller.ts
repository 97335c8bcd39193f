import { newId } from '@oto/schema/base/id';
import type { Case } from './case.ts';
import { forgedTokens } from './forged-token.ts';
import { asAttacker, changing, JSON_TYPE, one, type Address } from './http-case.ts';
import type { Target } from './target.ts';

/** Only the proxy's word on addresses is believed, and only a session or a key says who asks. */
export function headerTricks(target: Target): readonly Case[] {
  const { url, ownerId, owner, attacker } = target;
  const headers: readonly Readonly<Record<string, string | readonly string[]>>[] = [
    { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1;by=127.0.0.1' },
    { 'x-original-url': '/healthz', 'x-rewrite-url': '/healthz' },
    { 'x-http-method-override': 'GET', 'x-method-override': 'GET' },
    { 'x-user-id': ownerId, 'x-member-id': ownerId, 'x-auth-user': ownerId },
    { 'x-role': 'operator', 'x-admin': 'true' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { authorization: 'Basic b3duZXI6b3duZXI=' },
    { authorization: 'Bearer' },
    { authorization: `Bearer ${'x'.repeat(8_000)}` },
    { authorization: `Token ${ownerId}` },
    { cookie: 'oto.session_token=x' },
    { cookie: `oto.session_token=${ownerId}.${ownerId}` },
    { cookie: 'oto.session_token=__proto__; __proto__=x; constructor=y' },
    { cookie: `oto.session_token=${'A'.repeat(6_000)}` },
    { cookie: owner.cookie.replace(/.(?=(;|$))/, '') },
    { cookie: owner.cookie.replace(/\.[^;]*/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D') },
    { cookie: attacker.cookie.slice(0, -10) },
    { host: 'evil.example' },
    { host: ['a.example', 'b.example'] },
    { 'accept-language': 'x'.repeat(10_000) },
    { 'idempotency-key': 'x'.repeat(10_000) },
  ];
  const guardedAddresses = ['/api/me', '/api/keys', '/api/jobs', '/get_tokens', '/api/operator/switches'];
  return headers
    .flatMap((extra) =>
      guardedAddresses.map((path) =>
        one(`headers ${JSON.stringify(extra).slice(0, 60)}: ${path}`, { method: 'GET', path, headers: extra }, target),
      ),
    )
    .concat(
      headers.map((extra) =>
        one(
          `a member with headers ${JSON.stringify(extra).slice(0, 60)}: switches`,
          { method: 'GET', path: '/api/operator/switches', headers: { ...asAttacker(target), ...extra, origin: url } },
          target,
        ),
      ),
    );
}

/** A visitor's cookie travels with requests that another site makes; its Origin says which site that is. */
export function foreignOrigins(target: Target): readonly Case[] {
  const { url, attacker } = target;
  const { port } = new URL(url);
  const origins = [
    'https://evil.example',
    'null',
    `${url}.evil.example`,
    `http://localhost@evil.example:${port}`,
    `http://evil.example:${port}`,
    'file://',
    '',
    `${url}, https://evil.example`,
    `https://localhost:${port}`,
    `http://localhost:${Number(port) + 1}`,
  ];
  const addresses = changing(target);
  return [
    ...addresses.flatMap(({ method, path, body }) =>
      origins.map((origin) =>
        one(
          `origin ${origin}: ${method} ${path}`,
          {
            method,
            path,
            headers: { origin, cookie: attacker.cookie, ...JSON_TYPE },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          },
          target,
        ),
      ),
    ),
    ...addresses.map(({ method, path, body }) =>
      one(
        `no origin: ${method} ${path}`,
        {
          method,
          path,
          headers: { cookie: attacker.cookie, 'sec-fetch-site': 'cross-site', ...JSON_TYPE },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        target,
      ),
    ),
  ];
}

/** Tokens that nobody issued, or issued for something else, prove nothing. */
export async function forgedCredentials(target: Target): Promise<readonly Case[]> {
  const tokens = await forgedTokens(target);
  const worker = { worker: 'evil', engines: [] };
  const addresses: readonly Address[] = [
    { method: 'GET', path: '/api/me' },
    { method: 'GET', path: '/get_tokens' },
    { method: 'POST', path: '/api/pass' },
    { method: 'POST', path: '/worker/hello', body: worker },
    { method: 'POST', path: '/worker/logs', body: { lines: [] } },
    { method: 'POST', path: '/worker/claim', body: { worker: 'evil', kinds: ['text'], engines: [], waitMs: 0 } },
    { method: 'POST', path: `/worker/jobs/${target.job}/pass` },
    { method: 'PUT', path: `/worker/jobs/${target.job}/media/0/main` },
    { method: 'POST', path: `/worker/jobs/${target.job}/fail`, body: { attempt: 1, code: 'engine_invalid' } },
  ];
  return tokens.flatMap(({ name, token }) =>
    addresses.map(({ method, path, body }) =>
      one(
        `${name}: ${method} ${path}`,
        {
          method,
          path,
          headers: { authorization: `Bearer ${token}`, ...JSON_TYPE },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        target,
      ),
    ),
  );
}

/** A member asks for, or changes, what belongs to another, or what belongs to operators; and a visitor all of it. */
export function notYours(target: Target): readonly Case[] {
  const { privateCreation, job } = target;
  const reads = [
    `/api/creations/${privateCreation}`,
    `/media/${privateCreation}/main`,
    `/media/${privateCreation}/thumb`,
    `/api/jobs/${job}`,
    `/api/notes/${privateCreation}/social`,
    `/api/notes/${privateCreation}/comments`,
    '/api/operator/switches',
  ];
  const theirs = changing(target).filter(
    ({ path }) =>
      ![
        '/api/me',
        '/api/pass',
        '/api/keys',
        '/api/agents',
        '/api/quotes',
        '/generate_text',
        '/generate_image',
        '/api/auth/sign-out',
      ].includes(path),
  );
  const withBody = ({ method, path, body }: Address, headers: Record<string, string>) => ({
    method,
    path,
    headers: { ...headers, ...JSON_TYPE, 'idempotency-key': newId() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const visitor = { origin: target.url };
  return [
    ...reads.map((path) => one(`another’s: GET ${path}`, { method: 'GET', path, headers: asAttacker(target) }, target)),
    ...reads.map((path) => one(`a visitor: GET ${path}`, { method: 'GET', path }, target)),
    ...theirs.map((address) => one(`another’s: ${address.method} ${address.path}`, withBody(address, asAttacker(target)), target)),
    ...changing(target)
      .filter(({ path }) => path !== '/api/auth/sign-out' && path !== '/api/quotes')
      .map((address) => one(`a visitor: ${address.method} ${address.path}`, withBody(address, visitor), target)),
  ];
}
