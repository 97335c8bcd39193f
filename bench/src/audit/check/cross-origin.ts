import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';
import { PUBLIC_URL } from '../public-url.ts';

const FOREIGN = [
  'https://evil.example',
  'null',
  'http://oto.example',
  `${PUBLIC_URL}.evil.example`,
  `${PUBLIC_URL}:8443`,
  'https://evil-oto.example',
  'https://a.oto.example',
  `https://oto.example@evil.example`,
  'https://OTO.EXAMPLE.evil.example',
  'file://',
  'https://localhost',
  'http://127.0.0.1',
];
const PATHS = [
  '/',
  '/api/me',
  '/api/world',
  '/get_tokens',
  '/api/pass',
  '/api/keys',
  '/api/operator/members',
  '/events',
  '/healthz',
  '/openapi.json',
  '/worker/claim',
];

/** No page of elsewhere may read what a browser is answered with a person's cookies. */
export const crossOrigin: Check = {
  name: 'CORS',
  run: async ({ production, sessions }) => {
    const problems: string[] = [];
    // In turn, so that no one's limit hides an answer.
    const cookies = Object.values(sessions);
    let asked = 0;
    const tries = PATHS.flatMap((path) => FOREIGN.flatMap((origin) => ['GET', 'OPTIONS'].map((method) => ({ path, origin, method }))));
    await each(tries, async ({ path, origin, method }) => {
      const cookie = cookies[asked++ % cookies.length] ?? '';
      const { headers, status } = await ask(production, {
        path,
        method,
        headers: {
          origin,
          cookie,
          ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } : {}),
        },
      });
      if (status === 0 || status === 429) problems.push(`${method} ${path}: could not be asked (${status})`);
      const allowed = headers['access-control-allow-origin'];
      if (allowed === undefined) return;
      const isPublic = allowed === '*' && headers['access-control-allow-credentials'] === undefined;
      if (!isPublic) problems.push(`${method} ${path}: lets ${origin} read (${allowed})`);
    });
    return {
      tried: tries.length,
      how: `${FOREIGN.length} foreign and misleading origins at ${PATHS.length} addresses, asked and asked beforehand (preflight)`,
      result: problems.length === 0 ? 'nobody from elsewhere is let read' : 'some are let',
      problems: problems.toSorted(),
    };
  },
};
