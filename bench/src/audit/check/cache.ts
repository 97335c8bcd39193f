import { ask } from '../ask.ts';
import type { Check } from '../check.ts';
import { pageClasses } from '../page-class.ts';

const MARK = 'poison.evil.example';
const POISONS: readonly Readonly<Record<string, string>>[] = [
  { host: MARK },
  { host: `oto.example@${MARK}` },
  { 'x-forwarded-host': MARK },
  { 'x-host': MARK },
  { 'x-forwarded-server': MARK },
  { forwarded: `host=${MARK};proto=http` },
  { 'x-forwarded-proto': 'http', 'x-forwarded-host': MARK },
  { 'x-original-url': `/${MARK}` },
  { 'x-rewrite-url': `/${MARK}` },
  { 'x-forwarded-prefix': `/${MARK}` },
  { 'x-forwarded-port': '1', 'x-forwarded-scheme': MARK },
  { 'accept-language': MARK },
  { referer: `https://${MARK}/` },
  { origin: `https://${MARK}` },
];

/** What one visitor sends is told to no other: neither in an answer nor in what a cache would keep of it. */
export const cache: Check = {
  name: 'Cache poisoning',
  run: async ({ stack, target }) => {
    const problems = new Set<string>();
    const classes = pageClasses(target).filter(({ signedIn, method }) => signedIn !== true && method === undefined);
    let tried = 0;
    for (const { name, path } of classes) {
      const clean = await ask(stack.url, { path });
      for (const headers of POISONS) {
        tried++;
        const which = Object.keys(headers).join(' + ');
        const { body, headers: told, status } = await ask(stack.url, { path, headers });
        if (`${body}${JSON.stringify(told)}`.includes(MARK)) problems.add(`${name}: ${which} is told back`);
        if (status >= 500) problems.add(`${name}: ${which}: ${status}`);
        if (headers['x-original-url'] !== undefined && status !== clean.status) problems.add(`${name}: ${which} asks for another address`);
      }
      const later = await ask(stack.url, { path });
      if (later.status !== clean.status || `${later.body}${JSON.stringify(later.headers)}`.includes(MARK))
        problems.add(`${name}: is another afterwards`);
    }
    const own = await ask(stack.url, { path: '/api/me', headers: { cookie: target.owner.cookie } });
    if (!/no-store|private/.test(own.headers['cache-control'] ?? ''))
      problems.add('what somebody is told of themselves may be kept by a cache');
    const key = await ask(stack.url, { path: '/api/world', headers: { cookie: target.owner.cookie } });
    if (/public/.test(key.headers['cache-control'] ?? '') && key.headers['set-cookie'] !== undefined)
      problems.add('a public answer sets a cookie');
    return {
      tried,
      how: `${POISONS.length} sets of headers that claim another host, address, scheme or language, at ${classes.length} classes of answers, each asked again without`,
      result: problems.size === 0 ? 'nothing is told back, nothing stays' : 'see below',
      problems: [...problems].toSorted(),
    };
  },
};
