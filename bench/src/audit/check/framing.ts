import { ask } from '../ask.ts';
import type { Check } from '../check.ts';
import { pageClasses } from '../page-class.ts';

/** Nobody lays our buttons under theirs. */
export const framing: Check = {
  name: 'Clickjacking',
  run: async ({ production, target }) => {
    const shown = pageClasses(target).filter(({ kind }) => kind === 'page' || kind === 'frame');
    const problems: string[] = [];
    for (const { name, path, kind } of shown) {
      const { headers, body } = await ask(production, { path });
      const policy = String(headers['content-security-policy'] ?? '');
      if (kind === 'page') {
        if (!/frame-ancestors 'none'/.test(policy)) problems.push(`${name}: may be framed by the policy`);
        if (headers['x-frame-options'] !== 'DENY') problems.push(`${name}: may be framed by old browsers`);
        continue;
      }
      if (headers['set-cookie'] !== undefined) problems.push(`${name}: sets a cookie in a foreign frame`);
      if (/<script|<form|<button|\son\w+\s*=/i.test(body)) problems.push(`${name}: has something to press`);
      if (!policy.includes("default-src 'none'") || !policy.includes("form-action 'none'"))
        problems.push(`${name}: is let do more than show`);
    }
    return {
      tried: shown.length,
      how: 'every page: framed by nobody; the one that may be framed has no script, form or cookie',
      result: shown.map(({ name }) => name).join(', '),
      problems,
    };
  },
};
