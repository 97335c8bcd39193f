import { pageHeaders } from '@oto/api/http/page-headers';
import { ask, type Answer } from '../ask.ts';
import type { Check } from '../check.ts';
import { pageClasses, type PageClass } from '../page-class.ts';
import { PUBLIC_URL } from '../public-url.ts';

const YEAR_S = 31_536_000;

/** What every answer of every class says to the browser. */
export const headers: Check = {
  name: 'Headers',
  run: async ({ production, target, sessions }) => {
    const classes = pageClasses(target);
    const problems: string[] = [];
    for (const one of classes) {
      const answer = await ask(production, {
        path: one.path,
        method: one.method ?? 'GET',
        headers: { origin: PUBLIC_URL, ...(one.signedIn === true ? { cookie: sessions.owner } : {}) },
      });
      if (answer.status === 0 || answer.status >= 500) problems.push(`${one.name}: ${answer.status}`);
      if (one.kind === 'refusal' ? answer.status < 400 : one.kind === 'data' && answer.status !== 200)
        problems.push(`${one.name}: answers ${answer.status}`);
      problems.push(...wrongs(one, answer).map((wrong) => `${one.name}: ${wrong}`));
    }
    const own = await pageHeaders({ publicUrl: PUBLIC_URL, apiOrigin: PUBLIC_URL, allowedOrigins: [] });
    if (!own.has('strict-transport-security')) problems.push('a page of a CDN has no HSTS');
    return {
      tried: classes.length,
      how: 'an answer of every class, from an api with a host’s settings: HSTS of a year, nosniff, a referrer policy, a content security policy that runs no inline and no evaluated script, opener and resource policies, nothing of what it runs on',
      result: classes.map(({ name }) => name).join(', '),
      problems,
    };
  },
};

function wrongs({ kind }: PageClass, { headers: told }: Answer): readonly string[] {
  const wrong: string[] = [];
  const say = (header: string) => String(told[header] ?? '');
  const age = Number(/max-age=(\d+)/.exec(say('strict-transport-security'))?.[1] ?? 0);
  if (age < YEAR_S) wrong.push('no HSTS of a year');
  if (say('x-content-type-options') !== 'nosniff') wrong.push('no nosniff');
  if (say('referrer-policy') === '') wrong.push('no referrer policy');
  for (const one of ['server', 'x-powered-by', 'x-aspnet-version']) if (told[one] !== undefined) wrong.push(`says ${one}: ${say(one)}`);
  const policy = say('content-security-policy');
  if (policy === '') wrong.push('no content security policy');
  const scripts = directive(policy, 'script-src') ?? directive(policy, 'default-src') ?? '*';
  if (/unsafe-inline|unsafe-eval|\*|data:|https?:(?:\s|$)/.test(scripts)) wrong.push(`scripts from ${scripts}`);
  const sandboxed = /(?:^|;)\s*sandbox/.test(policy);
  if (!sandboxed && directive(policy, 'base-uri') === null && directive(policy, 'default-src') !== "'none'") wrong.push('any base');
  if (say('cross-origin-resource-policy') === '') wrong.push('no resource policy');
  if (kind === 'page' && say('cross-origin-opener-policy') !== 'same-origin') wrong.push('no opener policy');
  if (kind === 'refusal' && !say('cache-control').includes('no-store')) wrong.push('a refusal that may be kept');
  return wrong;
}

function directive(policy: string, name: string): string | null {
  const found = policy
    .split(';')
    .map((part) => part.trim())
    .find((part) => part === name || part.startsWith(`${name} `));
  return found === undefined ? null : found.slice(name.length).trim();
}
