import { hostname } from 'node:os';
import { VALUES } from '../../scanners/word.ts';
import { ask, each, type Question } from '../ask.ts';
import type { Check } from '../check.ts';

/** What only somebody who can see the inside should read. */
const LEAKS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a stack trace', pattern: /^\s*at .+:\d+:\d+\)?$|\\n\s+at /m },
  { what: 'a file of ours', pattern: /\/(?:api|collab-server|schema|ops|node_modules)\/(?:src|\.pnpm)?[\w./-]*\.[mc]?[jt]s\b/ },
  {
    what: 'a query',
    pattern: /\b(?:select .+ from|insert into|update .+ set|violates .+ constraint|syntax error at or near|duplicate key value)\b/i,
  },
  { what: 'the database', pattern: /postgres(?:ql)?:\/\/|\bpg_\w+\b|ECONNREFUSED/ },
];

/** Everything that some parser trips over, as a value and as a body: what is refused tells nothing of the inside. */
export const errorPages: Check = {
  name: 'What errors tell',
  run: async ({ stack, routes, target, quick, root }) => {
    const { cookie } = target.attacker;
    const values = quick ? VALUES.filter((_value, n) => n % 4 === 0) : VALUES;
    const headers = { origin: stack.url, cookie };
    const questions: Question[] = [];
    for (const [index, { method, pattern, query, body }] of routes.entries()) {
      if (pattern.includes('sign-out') || pattern === '/events') continue;
      const some = values.filter((_value, n) => (n + index) % 4 === 0);
      for (const value of some) {
        if (pattern.includes('{'))
          questions.push({
            method,
            path: pattern.replaceAll(/\{\w+\}/g, () => encodeURI(value).replaceAll(/[?#/ ]/g, encodeURIComponent)),
            headers,
          });
        for (const name of Object.keys(query))
          questions.push({
            method,
            path: `${pattern.replaceAll(/\{\w+\}/g, '1')}?${name}=${encodeURI(value).replaceAll('#', '%23')}`,
            headers,
          });
      }
      if (body !== undefined)
        for (const text of ['{', '[]', 'null', '"x"', '{"a":1e999}', '\u0000'])
          questions.push({
            method,
            path: pattern.replaceAll(/\{\w+\}/g, '1'),
            headers: { ...headers, 'content-type': 'application/json' },
            body: text,
          });
    }
    const problems = new Set<string>();
    await each(questions, async (question) => {
      const { status, body, headers: told } = await ask(stack.url, question);
      const where = `${question.method} ${question.path.split('?')[0]?.slice(0, 60)}`;
      if (status === 500) problems.add(`${where}: 500`);
      if (status < 400 || (told['content-type'] ?? '').startsWith('text/html')) return;
      for (const { what, pattern } of LEAKS) if (pattern.test(body)) problems.add(`${where}: ${status} tells ${what}`);
      if (body.includes(root) || (hostname().length > 4 && body.includes(hostname())))
        problems.add(`${where}: ${status} tells where it runs`);
    });
    return {
      tried: questions.length,
      how: `broken values and bodies at every route, as a member: no answer is "internal error", and no refusal tells ${LEAKS.map(({ what }) => what).join(', ')}`,
      result: problems.size === 0 ? 'refusals tell their code and their words' : `${problems.size} tell more`,
      problems: [...problems].toSorted(),
    };
  },
};
