import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { newId } from '@oto/schema/base/id';
import type { Case } from './case.ts';
import { asAttacker, JSON_TYPE, one } from './http-case.ts';
import type { Target } from './target.ts';

/** What the attacked server is given, so that its doors for deploys are open. */
export const DEPLOY_ENVIRONMENT = {
  GITHUB_WEBHOOK_SECRET: randomBytes(24).toString('hex'),
  GITHUB_REPOSITORY: 'oto/oto',
  DEPLOY_TOKEN: randomBytes(24).toString('hex'),
};

const COMMIT = '1'.repeat(40);
const PUSH = JSON.stringify({ ref: 'refs/heads/main', after: COMMIT, repository: { full_name: 'oto/oto' }, pusher: { name: 'eve' } });

/** Only GitHub with our secret may ask for a deploy, and only the host with its token may take one. */
export function forgedDeploys(target: Target): readonly Case[] {
  const signed = (secret: string, body: string | Uint8Array = PUSH, algorithm = 'sha256') =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  const signatures: readonly (readonly [string, string | undefined])[] = [
    ['no signature', undefined],
    ['an empty one', ''],
    ['words', 'signed'],
    ['zeros', `sha256=${'0'.repeat(64)}`],
    ['an empty secret', signed('')],
    ['a guessed secret', signed('secret')],
    ['the name of the repository', signed('oto/oto')],
    ['the older scheme', signed('secret', PUSH, 'sha1')],
    ['of other bytes', signed('secret', `${PUSH} `)],
    ['a thousand signs', `sha256=${'a'.repeat(1000)}`],
    ['two of them', `${signed('a')}, ${signed('b')}`],
  ];
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ['a push', PUSH],
    ['nothing', ''],
    ['no JSON', '{'],
    ['bytes', Uint8Array.of(0, 255, 254)],
    ['a prototype', '{"__proto__":{"ref":"refs/heads/main"}}'],
    ['two megabytes', PUSH.padEnd(2 * 1024 * 1024)],
  ];
  const pushes = signatures.flatMap(([what, signature]) =>
    bodies.map(([of, body]) => {
      const headers = {
        ...JSON_TYPE,
        'x-github-event': 'push',
        'x-github-delivery': randomUUID(),
        ...(signature === undefined ? {} : { 'x-hub-signature-256': signature }),
      };
      return one(`a forged push, ${what} of ${of}`, { method: 'POST', path: '/api/github/webhook', body, headers }, target);
    }),
  );
  const credentials: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['nobody', {}],
    ['a member', asAttacker(target)],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a guessed token', { authorization: 'Bearer change-me-change-me-change-me' }],
    ['a pass', { authorization: `Bearer ${target.passes.attacker}` }],
    ['another scheme', { authorization: 'Basic aG9zdDpob3N0' }],
  ];
  const reports = ['done', 'rolled_back', "done' or '1'='1"].map(
    (outcome) => `/api/deploy/requests/${newId()}?outcome=${encodeURIComponent(outcome)}&commit=${COMMIT}`,
  );
  const taken = credentials.flatMap(([who, headers]) =>
    ['/api/deploy/claim', ...reports].map((path) =>
      one(
        `the host’s door, ${who} at ${path}`,
        { method: 'POST', path, body: 'log', headers: { ...headers, 'content-type': 'text/plain' } },
        target,
      ),
    ),
  );
  return [...pushes, ...taken];
}
