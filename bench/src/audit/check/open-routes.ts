import { CASES } from '@oto/api/http/two-users/cases';
import { ask, each } from '../ask.ts';
import type { Check } from '../check.ts';
import { OPEN_ROUTES } from '../open-route.ts';

/** Who has no session, key or token is refused everywhere but where somebody wrote down why not. */
export const openRoutes: Check = {
  name: 'Routes without a sign-in',
  run: async ({ stack, routes }) => {
    const described = new Set(routes.map(({ method, pattern }) => `${method} ${pattern}`));
    // As the tests of the api prove for each: what a visitor is told.
    const open = new Set(
      Object.entries(CASES).flatMap(([route, one]) =>
        described.has(route) && (one.kind === 'open' || (one.kind === 'object' && !one.visitor.startsWith('401'))) ? [route] : [],
      ),
    );
    const problems: string[] = [];
    await each(routes, async ({ method, path, pattern, query, body }) => {
      const search = new URLSearchParams(query).toString();
      const { status } = await ask(stack.url, {
        method,
        path: search === '' ? path : `${path}?${search}`,
        headers: { origin: stack.url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined || method === 'GET' ? {} : { body: JSON.stringify(body) }),
      });
      const name = `${method} ${pattern}`;
      if (status === 0 || status >= 500) problems.push(`${name}: ${status}`);
      if (status >= 200 && status < 400) open.add(name);
    });
    const reviewed = new Set(Object.keys(OPEN_ROUTES));
    problems.push(...[...open].filter((name) => !reviewed.has(name)).map((name) => `${name} answers anybody, and nobody wrote down why`));
    problems.push(...[...reviewed].filter((name) => !open.has(name)).map((name) => `${name} is reviewed as open, but is closed or gone`));
    return {
      tried: routes.length,
      how: 'every route of /openapi.json asked without any credential; what answers, and what the api’s own cases (two-users, which its tests play) hold for open, must be the reviewed list below, each with its reason',
      result: `${open.size} of ${routes.length} are open, each for a reason`,
      problems: problems.toSorted(),
    };
  },
};
