import type { Check } from '../check.ts';
import { signIn } from '../session.ts';

/** Under https, as a browser is given them. */
export const cookies: Check = {
  name: 'Cookies',
  run: async ({ production }) => {
    const answer = await signIn(production, 'owner');
    const set = answer.headers['set-cookie'] ?? [];
    if (set.length === 0) throw new Error(`no cookie at sign-in: ${answer.status}`);
    const problems = set.flatMap((line) => {
      const name = line.slice(0, line.indexOf('='));
      const flags = line
        .toLowerCase()
        .split(';')
        .slice(1)
        .map((part) => part.trim());
      return [
        ...(flags.includes('secure') ? [] : [`${name} travels without TLS`]),
        ...(flags.includes('httponly') ? [] : [`${name} can be read by a script`]),
        ...(flags.includes('samesite=lax') || flags.includes('samesite=strict') ? [] : [`${name} is sent along from other sites`]),
        ...(flags.some((flag) => flag.startsWith('domain=')) ? [`${name} is sent to other hosts`] : []),
        ...(/^__(?:Secure|Host)-/.test(name) ? [] : [`${name} can be set without TLS`]),
      ];
    });
    return {
      tried: set.length,
      how: 'what a sign-in sets: Secure, HttpOnly, SameSite, for this host alone, with a prefix that browsers guard',
      result: set.map((line) => line.slice(0, line.indexOf('='))).join(', '),
      problems,
    };
  },
};
