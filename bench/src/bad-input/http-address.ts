import type { Case } from './case.ts';
import { asAttacker, one } from './http-case.ts';
import { noPart, pageAtMost, refusedOnly } from './http-send.ts';
import type { Target } from './target.ts';

const SQL = "' or 1=1; drop table member; --";
/** Well-formed, and of nothing. */
const UNKNOWN_ID = 'A'.repeat(22);
/** Cards of nobody are an empty list, so is what was made with no agent, and so are comments from before there were any, as they should be. */
const NOTHING = /^\/api\/(cards|search|notes\/[^/]+\/comments)\?/;
const BAD_IDS = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '%00',
  'a%00b',
  '%zz',
  '%c0%ae%c0%ae%2f',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2f',
  encodeURIComponent(SQL),
  encodeURIComponent("1' union select password from account--"),
  encodeURIComponent('<script>alert(1)</script>'),
  encodeURIComponent('${jndi:ldap://x}'),
  encodeURIComponent('{{7*7}}'),
  '-1',
  '1e308',
  'NaN',
  'null',
  'undefined',
  '[object Object]'.replace(' ', '%20'),
  UNKNOWN_ID,
  'x'.repeat(4_000),
  '%F0%9F%92%A9',
  '%0d%0aSet-Cookie:%20a=b',
] as const;

/** Nothing has such an id, so there is nothing to show; a database or a file system must not be asked in these words. */
export function badAddresses(target: Target): readonly Case[] {
  const addresses: readonly (readonly [string, (id: string) => string])[] = [
    ['GET', (id) => `/api/jobs/${id}`],
    ['GET', (id) => `/api/creations/${id}`],
    ['GET', (id) => `/api/creations/${id}/lineage?whole=${id}`],
    ['GET', (id) => `/api/creations/${id}/outdated`],
    ['GET', (id) => `/api/agents/${id}`],
    ['GET', (id) => `/api/members/${id}`],
    ['GET', (id) => `/api/plots/${id}/0`],
    ['GET', (id) => `/api/plots/0/${id}`],
    ['GET', (id) => `/media/${id}/main`],
    ['GET', (id) => `/media/${target.openCreation}/${id}`],
    ['GET', (id) => `/media/preview/${id}`],
    ['DELETE', (id) => `/api/keys/${id}`],
    ['DELETE', (id) => `/api/sessions/${id}`],
    ['DELETE', (id) => `/api/passkeys/${id}`],
    ['POST', (id) => `/api/purchases/${id}/recheck`],
    ['GET', (id) => `/api/wallet/statement/${id}`],
    ['GET', (id) => `/api/wallet/statement?before=${id}`],
    ['GET', (id) => `/api/wallet/statement?zone=${id}`],
    ['GET', (id) => `/api/wallet/statement.csv?from=${id}`],
    ['GET', (id) => `/api/wallet/consumption?from=${id}&to=2026-01-01`],
    ['GET', (id) => `/api/operator/audit?action=${id}`],
    ['GET', (id) => `/api/operator/logs?before=${id}`],
    ['GET', (id) => `/api/notes/${id}/social`],
    ['PUT', (id) => `/api/notes/${id}/like`],
    ['GET', (id) => `/api/notes/${id}/comments`],
    ['GET', (id) => `/api/notes/${target.openCreation}/comments?before=${id}`],
    ['GET', (id) => `/api/comments/${id}`],
    ['DELETE', (id) => `/api/comments/${id}`],
    ['PUT', (id) => `/api/members/${id}/follow`],
    ['GET', (id) => `/api/feed?of=all&before=${id}`],
    ['GET', (id) => `/api/cards?ids=${id}`],
    ['GET', (id) => `/api/search?q=x&agent=${id}`],
    ['GET', (id) => `/api/search?q=x&after=${id}`],
    ['GET', (id) => `/worker/jobs/${id}/signal`],
    ['GET', (id) => `/docs/${id}/x`],
    ['GET', (id) => `/collab/t/0,0/history/${target.plot.x},${target.plot.y}/${id}`],
  ];
  return addresses.flatMap(([method, path]) =>
    BAD_IDS.filter((id) => id !== UNKNOWN_ID || !NOTHING.test(path(id))).map((id) => {
      const address = path(id);
      const isBoard = address.startsWith('/collab/');
      return one(
        `a hostile id: ${method} ${address.slice(0, 80)}`,
        { method, path: address, headers: asAttacker(target) },
        target,
        isBoard ? pageAtMost : refusedOnly,
      );
    }),
  );
}

/** Ways out of the folder that is served: the client's page may answer, a file outside it never. */
export function pathTricks(target: Target): readonly Case[] {
  const paths = [
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e%5c%2e%2e%5cpackage.json',
    '/assets/....//....//package.json',
    '/.env',
    '/.git/config',
    '/src/main.ts',
    '/node_modules/yjs/package.json',
    '/secrets.json',
    '/index.html%00.png',
    '/assets//etc/passwd',
    '//etc/passwd',
    '/assets/%252e%252e%252fpackage.json',
    '/file:///etc/passwd',
    '/n/..%2f..%2fpackage.json',
    `/n/${'x'.repeat(5_000)}.js`,
    '/api/../secrets.json',
    '/api/%2e%2e/secrets.json',
    '/API/ME',
    '/api//me',
    '/api/me/',
    '/api/me;x=1',
    '/api/me%20',
    '/./api/me',
    '/openapi.json/../api/me',
    '/healthz/../api/operator/switches',
    'http://127.0.0.1:1/api/me',
    '/metrics',
    '/debug/pprof',
    '/worker/../api/me',
    '/docs/../../package.json',
    '/docs/..%2f..%2fpackage.json',
  ];
  return paths.map((path) => one(`path: ${path.slice(0, 60)}`, { method: 'GET', path }, target, pageAtMost));
}

/** Parts that do not exist, or cannot be read: never a part of the file. */
export function badRanges(target: Target): readonly Case[] {
  const ranges = [
    'bytes=abc',
    'bytes=-',
    'bytes=-0',
    'bytes=5-2',
    'bytes=99999999-',
    'bytes=99999999999999999999999-',
    'bytes=-1-1',
    'bytes=0x10-0x20',
    'bytes=1.5-2',
    'items=0-1',
    'bytes 0-1',
    'bytes=0-0,1-1,2-2',
    `bytes=${Array.from({ length: 500 }, (_, n) => `${n}-${n}`).join(',')}`,
    'bytes=NaN-NaN',
    'bytes=0-0\t;x',
    'bytes==0-1',
  ];
  return ranges.flatMap((range) =>
    ['main', 'thumb'].map((variant) =>
      one(
        `range ${range.slice(0, 40)}: ${variant}`,
        { method: 'GET', path: `/media/${target.openCreation}/${variant}`, headers: { range } },
        target,
        noPart,
      ),
    ),
  );
}

/** An address answers its own methods only. */
export function wrongMethods(target: Target): readonly Case[] {
  const addresses = [
    '/api/me',
    '/api/world',
    '/api/cards',
    '/api/jobs',
    '/api/pass',
    '/get_tokens',
    '/generate_text',
    '/events',
    '/healthz',
    '/openapi.json',
    `/media/${target.openCreation}/main`,
  ];
  const methods = ['PUT', 'DELETE', 'PATCH', 'POST', 'TRACE', 'PROPFIND', 'LOCK', 'PURGE', 'GET'];
  const own: Readonly<Record<string, readonly string[]>> = {
    '/api/me': ['GET', 'PATCH'],
    '/api/pass': ['POST'],
    '/generate_text': ['POST'],
  };
  return addresses.flatMap((path) =>
    methods
      .filter((method) => !(own[path] ?? ['GET']).includes(method))
      .map((method) => one(`method ${method} ${path}`, { method, path, headers: asAttacker(target) }, target)),
  );
}
