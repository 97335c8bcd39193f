import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';

const MARK = 'otoPolluted';
const inner = `{"${MARK}":true,"role":"operator","isAdmin":true,"status":510,"length":0,"toString":"x"}`;
const BODIES = (sound: string) => [
  `{"__proto__":${inner}${sound}}`,
  `{"constructor":{"prototype":${inner}}${sound}}`,
  `{"prototype":${inner}${sound}}`,
  `{"a":{"__proto__":${inner}}${sound}}`,
  `[{"__proto__":${inner}}]`,
  `{"\\u005f\\u005fproto\\u005f\\u005f":${inner}${sound}}`,
];
const QUERIES = [
  `__proto__[${MARK}]=1`,
  `__proto__.${MARK}=1`,
  `constructor[prototype][${MARK}]=1`,
  `constructor.prototype.${MARK}=1`,
  '__proto__=1',
  'constructor=1',
  'toString=1',
];

/** Bodies that would give every object of a server a property, at every route that reads one. */
export const pollution: Check = {
  name: 'Prototype pollution',
  run: async ({ stack, routes, target }) => {
    const { url } = stack;
    const headers = { origin: url, cookie: target.attacker.cookie, 'content-type': 'application/json' };
    const before = await shape(url);
    const tries = routes
      .filter(({ pattern }) => !pattern.includes('sign-out') && pattern !== '/events')
      .flatMap(({ method, path, body }) => {
        const sound =
          typeof body === 'object' && body !== null && Object.keys(body).length > 0 ? `,${JSON.stringify(body).slice(1, -1)}` : '';
        if (body !== undefined && method !== 'GET')
          return BODIES(Array.isArray(body) ? '' : sound).map((text) => ({ method, path, headers, body: text }));
        return method === 'GET' ? QUERIES.map((query) => ({ method, path: `${path}?${query}`, headers })) : [];
      })
      // They would end the session that all of this comes with.
      .filter(({ method, path }) => !(method === 'DELETE' && path.includes('/sessions')) && !/password|\/me\/delete/.test(path));
    const problems = new Set<string>();
    await each(tries, async (question) => {
      const { status, body } = await ask(url, question);
      const where = `${question.method} ${question.path.slice(0, 60)}`;
      if (status >= 500 && status !== 503) problems.add(`${where}: ${status}`);
      if (body.includes(MARK) && status < 400) problems.add(`${where}: tells it back`);
    });
    const after = await shape(url);
    if (after !== before) problems.add('answers look different afterwards');
    const still = await ask(url, { path: '/api/operator/switches', headers: { cookie: target.attacker.cookie } });
    if (still.status !== 403) problems.add(`a member at the operators’ switches: ${still.status}`);
    return {
      tried: tries.length,
      how: 'bodies and queries that name __proto__, constructor and prototype, also escaped, beside what the route asks for; then the same questions as before',
      result: problems.size === 0 ? 'nothing changed' : 'see below',
      problems: [...problems].toSorted(),
    };
  },
};

/** The names of everything that three public answers hold. */
async function shape(url: string): Promise<string> {
  const names = (value: unknown): unknown => (typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : typeof value);
  const answers = await Promise.all(['/api/site', '/api/world', '/api/nothing'].map((path) => ask(url, { path })));
  return JSON.stringify(answers.map(({ status, body }) => [status, names(JSON.parse(body))]));
}
