import { ask, each, type Question } from '../ask.ts';
import type { Check } from '../check.ts';
import { PUBLIC_URL } from '../public-url.ts';

const JSON_TYPE = { 'content-type': 'application/json', origin: PUBLIC_URL };

type Rate = { readonly name: string; readonly within: number; readonly code: number; readonly ask: (n: number) => Question };

/** Each must be refused with 429 and a time to wait before `within` + 1 attempts. */
const RATES: readonly Rate[] = [
  {
    name: 'passwords of one account',
    within: 8,
    code: 429,
    ask: () => ({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      headers: JSON_TYPE,
      body: JSON.stringify({ email: 'attacker@bad-input.oto.example', password: 'wrong wrong wrong' }),
    }),
  },
  {
    name: 'passwords of many accounts from one address',
    within: 40,
    code: 429,
    ask: (n) => ({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      headers: JSON_TYPE,
      body: JSON.stringify({ email: `nobody-${n}@bad-input.oto.example`, password: 'wrong wrong wrong' }),
    }),
  },
  {
    name: 'the same, with an invented X-Forwarded-For each time',
    within: 1,
    code: 429,
    ask: (n) => ({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      headers: { ...JSON_TYPE, 'x-forwarded-for': `203.0.113.${n % 250}` },
      body: JSON.stringify({ email: `other-${n}@bad-input.oto.example`, password: 'wrong wrong wrong' }),
    }),
  },
  { name: 'requests of a visitor', within: 70, code: 429, ask: () => ({ path: '/api/site' }) },
  {
    name: 'the same, under other names of the address',
    within: 2,
    code: 429,
    ask: (n) => ({ path: '/api/site', headers: { 'x-real-ip': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}` } }),
  },
];

/** Last of all that asks the production api: afterwards it refuses this address for a minute. */
export const rates: Check = {
  name: 'Limits of rate',
  run: async ({ production }) => {
    const problems: string[] = [];
    const results: string[] = [];
    let tried = 0;
    for (const { name, within, code, ask: question } of RATES) {
      let refusedAt = 0;
      let waits = false;
      await each(
        Array.from({ length: within + 1 }, (_none, n) => n),
        async (n) => {
          if (refusedAt > 0) return;
          tried++;
          const { status, headers } = await ask(production, question(n));
          if (status !== code) return;
          refusedAt = n + 1;
          waits = Number(headers['retry-after'] ?? 0) > 0;
        },
        1,
      );
      if (refusedAt === 0) problems.push(`${name}: not refused within ${within + 1} attempts`);
      else if (!waits) problems.push(`${name}: no time to wait is told`);
      results.push(`${name}: ${refusedAt === 0 ? 'never' : 'refused'}`);
    }
    return { tried, how: 'repeated until refused, at an api with every limit', result: results.join('; '), problems };
  },
};
