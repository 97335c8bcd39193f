import { newId } from '@oto/schema/base/id';
import { CONSENT_VERSION } from '@oto/schema/contract/purchase';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Case } from './case.ts';
import { asAttacker, changing, JSON_TYPE, one } from './http-case.ts';
import type { Target } from './target.ts';

/** A body that is no JSON says nothing that could be done; one over 1 MiB must not be read to its end. */
export function malformedBodies(target: Target): readonly Case[] {
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ['an open brace', '{'],
    ['no value', '{"name":}'],
    ['single quotes', "{'name':'x'}"],
    ['a trailing comma', '{"name":"x",}'],
    ['text after the end', '{"name":"x"} {"name":"y"}'],
    ['NaN', '{"name":NaN}'],
    ['a null byte', '\0'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x7b, 0xc0)],
    ['lists thousands deep', '['.repeat(100_000)],
    ['objects thousands deep', '{"a":'.repeat(100_000)],
    ['two megabytes', `{"name":"${'x'.repeat(2 * 1024 * 1024)}"}`],
    ['XML', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ];
  const addresses = changing(target).filter(({ body }) => body !== undefined);
  return addresses.flatMap(({ method, path }) =>
    bodies.map(([what, body]) =>
      one(`malformed body, ${what}: ${method} ${path}`, { method, path, body, headers: { ...asAttacker(target), ...JSON_TYPE } }, target),
    ),
  );
}

const CONSENT = { version: CONSENT_VERSION, words: 'Je demande à recevoir mes jetons tout de suite.' };
const LONG = 'x'.repeat(100_000);
const SQL = "' or 1=1; drop table member; --";

/** Fields of a wrong type, out of range, or meant for a prototype or a query language: the schema refuses each. */
export function wrongBodies(target: Target): readonly Case[] {
  const { plot, agent, openCreation } = target;
  const strings: readonly unknown[] = [1, true, null, [], {}, { $gt: '' }, { toString: 'x' }, ['x'], LONG, ''];
  const numbers: readonly unknown[] = ['1', -1, 0.5, 1e21, null, [], {}, true];
  const ids: readonly unknown[] = [1, null, [], {}, '', '__proto__', SQL, LONG, '../x', `${agent}\0`, `${agent} `, agent.toLowerCase()];
  const fields: readonly (readonly [string, string, string, Record<string, unknown>, readonly unknown[]])[] = [
    ['PATCH', '/api/me', 'name', {}, strings.filter((value) => value !== undefined)],
    ['PATCH', '/api/me', 'lang', {}, [...strings, 'xx', '__proto__', 'FR']],
    ['POST', '/api/keys', 'name', { scopes: ['read'] }, strings],
    ['POST', '/api/keys', 'scopes', { name: 'key' }, [null, [], 'read', ['admin'], [null], [{}], ['__proto__'], { 0: 'read', length: 1 }]],
    ['POST', '/api/agents', 'kind', { name: 'Agent' }, [...strings, 'evil', '__proto__', 'constructor', 'TEXT']],
    ['POST', '/api/agents', 'name', { kind: 'text' }, strings],
    ['POST', '/api/agents', 'fee', { kind: 'text', name: 'Agent' }, [...numbers, 1001]],
    ['POST', '/api/agents', 'colour', { kind: 'text', name: 'Agent' }, [...numbers, 8]],
    ['POST', '/api/agents', 'engine', { kind: 'text', name: 'Agent' }, [1, null, [], {}, '../../etc/passwd', '__proto__', LONG, SQL]],
    ['POST', '/api/agents', 'instructions', { kind: 'text', name: 'Agent' }, [1, null, [], {}, LONG]],
    ['POST', '/api/quotes', 'agents', {}, [...ids, [], [SQL], [null], ['__proto__'], Array.from({ length: 5 }, () => agent)]],
    [
      'POST',
      '/api/quotes',
      'parents',
      { agents: [agent] },
      [SQL, [SQL], [null], [{}], [newId()], Array.from({ length: 5 }, () => newId())],
    ],
    ['POST', '/generate_image', 'agents', { prompt: 'x', maxTokens: 1_000 }, [...ids, [], [SQL], [newId()]]],
    ['POST', '/generate_image', 'prompt', { agents: [agent], maxTokens: 1_000 }, [1, null, [], {}, '', '   ', LONG]],
    ['POST', '/generate_image', 'maxTokens', { agents: [agent], prompt: 'x' }, [...numbers, 0]],
    ['POST', '/generate_image', 'quote', { agents: [agent], prompt: 'x' }, [1, null, [], {}, '', 'a.b.c', SQL]],
    ['POST', '/generate_image', 'seed', { agents: [agent], prompt: 'x', maxTokens: 1_000 }, [...numbers, 2 ** 31]],
    ['POST', '/generate_image', 'where', { agents: [agent], prompt: 'x', maxTokens: 1_000 }, [...strings, '__proto__', 'elsewhere']],
    ['POST', `/api/notes/${openCreation}/comments`, 'body', {}, [1, true, null, [], {}, ['x'], LONG, '', '   ', 'x'.repeat(1001)]],
    ['POST', `/api/notes/${openCreation}/comments`, 'thread', { body: 'x' }, [...ids, newId()]],
    ['PATCH', `/api/plots/${plot.x}/${plot.y}`, 'policy', {}, [...strings, 'anyone', '__proto__']],
    [
      'POST',
      '/api/auth/sign-up/email',
      'email',
      { name: 'x', password: 'long enough for all', terms: TERMS_VERSION },
      [...strings, 'a@b', 'a\r\nBcc: b@c.example', SQL],
    ],
    [
      'POST',
      '/api/auth/sign-up/email',
      'password',
      { name: 'x', email: 'x@bad-input.oto.example', terms: TERMS_VERSION },
      [...strings, 'short'],
    ],
    [
      'POST',
      '/api/auth/sign-up/email',
      'name',
      { email: 'y@bad-input.oto.example', password: 'long enough for all', terms: TERMS_VERSION },
      strings,
    ],
    ['POST', '/api/auth/sign-up/email', 'terms', { name: 'x', email: 'z@bad-input.oto.example', password: 'long enough for all' }, strings],
    ['POST', '/api/purchases', 'pack', { consent: CONSENT }, [...strings, SQL, '__proto__', 'constructor']],
    [
      'POST',
      '/api/purchases',
      'consent',
      { pack: 'armful-1100' },
      [...strings, { ...CONSENT, words: '' }, { ...CONSENT, version: 'other' }],
    ],
    ['POST', '/api/me/delete', 'works', { handle: 'somebody-else' }, [...strings, 'keep', '__proto__']],
    ['POST', '/api/me/terms', 'version', {}, [...strings, '2020-01', SQL]],
    ['POST', '/api/me/confirm', 'password', {}, [...strings, SQL, { $ne: '' }]],
    ['POST', '/api/auth/reset', 'token', { password: 'long enough for all' }, [...strings, SQL, 'x'.repeat(43)]],
    ['POST', '/api/auth/verify', 'token', {}, [...strings, SQL, 'x'.repeat(43)]],
    ['POST', '/api/auth/passkey', 'response', {}, [...strings, { id: 'x', rawId: 'x', type: 'public-key', response: {} }]],
    [
      'POST',
      '/api/auth/oidc',
      'returnTo',
      {},
      [...strings, '//evil.example', 'https://evil.example', '/\\\\evil.example', '/\t/evil.example'],
    ],
    ['POST', '/api/auth/sign-in/email', 'email', { password: 'x' }, [...strings, SQL]],
    ['POST', '/api/auth/sign-in/email', 'password', { email: 'owner@bad-input.oto.example' }, [1, null, [], {}, { $ne: '' }, '', SQL]],
  ];
  const wrong = fields.flatMap(([method, path, field, rest, values]) =>
    values.map((value) => {
      const body = JSON.stringify({ ...rest, [field]: value });
      const name = `wrong ${field} ${JSON.stringify(value)?.slice(0, 40)}: ${method} ${path}`;
      return one(name, { method, path, body, headers: { ...asAttacker(target), ...JSON_TYPE, 'idempotency-key': newId() } }, target);
    }),
  );
  const prototypes = [
    '{"__proto__":{"kind":"text","name":"x","scopes":["read"],"agents":["x"]}}',
    '{"constructor":{"prototype":{"name":"x"}}}',
  ];
  const required = ['/api/keys', '/api/agents', '/api/quotes', '/generate_text', '/api/auth/sign-up/email', '/api/auth/sign-in/email'];
  const inherited = required.flatMap((path) =>
    prototypes.map((body) =>
      one(`a prototype for a body: POST ${path}`, { method: 'POST', path, body, headers: { ...asAttacker(target), ...JSON_TYPE } }, target),
    ),
  );
  return [...wrong, ...inherited];
}
