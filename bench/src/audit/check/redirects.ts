import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';
import { PUBLIC_URL } from '../public-url.ts';

const EVIL = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/%5cevil.example',
  'https:evil.example',
  '/%09/evil.example',
  '//evil.example/%2f..',
  'http://oto.example@evil.example',
  '/.evil.example',
  '////evil.example/',
  'javascript:alert(1)',
  '%0d%0aLocation:%20https://evil.example',
];
const NAMES = ['returnTo', 'return_to', 'next', 'url', 'redirect', 'redirect_uri', 'callbackURL', 'continue', 'dest', 'error_callback'];
const PATHS = [
  '/',
  '/api/auth/oidc/callback',
  '/api/auth/verify',
  '/api/notifications/unsubscribe',
  '/docs',
  '/share/x.jpg',
  '/embed/n/x',
  '/n/x',
];

/** Nothing of ours leads anybody away. */
export const redirects: Check = {
  name: 'Redirects',
  run: async ({ stack }) => {
    const own = new URL(stack.url).origin;
    const tries = [
      ...EVIL.map((evil) => evil.replace(/^https?:\/?\/?/, '//')).map((path) => (path.startsWith('/') ? path : `/${path}`)),
      ...PATHS.flatMap((path) =>
        NAMES.flatMap((name, n) =>
          EVIL.filter((_evil, at) => (at + n) % 3 === 0).map((evil) => `${path}?${name}=${evil.replaceAll(' ', '%20')}`),
        ),
      ),
    ];
    const problems: string[] = [];
    let led = 0;
    await each(tries, async (path) => {
      const { headers, status } = await ask(stack.url, { path: encodeURI(path).replaceAll('%25', '%') });
      if (status >= 500) problems.push(`${path}: ${status}`);
      if (headers['refresh'] !== undefined) problems.push(`${path}: refreshes to somewhere`);
      if (headers.location === undefined) return;
      led++;
      const target = new URL(headers.location, PUBLIC_URL).origin;
      if (target !== PUBLIC_URL && target !== own) problems.push(`${path}: leads to ${headers.location}`);
    });
    return {
      tried: tries.length,
      how: `${EVIL.length} foreign addresses as the path itself and under ${NAMES.length} usual names of parameters`,
      result: `${led} were redirected, all to addresses of ours`,
      problems: problems.toSorted(),
    };
  },
};
