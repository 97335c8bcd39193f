import type { Acts } from './stage.ts';

/** What one request says; the path is the route's with the ids filled in. */
export type Asked = {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * How one route treats somebody else. `asked` names Ann's objects wherever the route takes any.
 *   object: Ann's alone; `bob` is what another member is told, `visitor` what somebody not signed in is.
 *   own: whoever asks is told of themselves alone.
 *   open: the same for everybody.
 *   operator: for operators with a session alone.
 *   worker: for workers alone.
 * `ann` (or `chief`) is what the right person is answered, so that no case passes because its request is bad.
 */
export type RouteCase = { readonly asked: (acts: Acts) => Asked } & (
  | { readonly kind: 'object'; readonly bob: string; readonly visitor: string; readonly ann: number | string }
  | { readonly kind: 'own'; readonly ann: number | string; readonly last?: boolean }
  | { readonly kind: 'open'; readonly answer: number | string }
  | { readonly kind: 'operator'; readonly chief: number | string }
  | { readonly kind: 'worker' }
);

type Ask = string | ((acts: Acts) => Asked);
const asking = (ask: Ask) => (typeof ask === 'string' ? () => ({ path: ask }) : ask);

export const own = (ask: Ask, ann: number | string = 200): RouteCase => ({ kind: 'own', asked: asking(ask), ann });
/** It ends the session it comes with, or changes how one gets in: asked after all others. */
export const ownLast = (ask: Ask, ann: number | string = 204): RouteCase => ({ kind: 'own', asked: asking(ask), ann, last: true });
export const open = (ask: Ask, answer: number | string = 200): RouteCase => ({ kind: 'open', asked: asking(ask), answer });
export const operator = (ask: Ask, chief: number | string = 200): RouteCase => ({ kind: 'operator', asked: asking(ask), chief });
export const worker = (ask: Ask): RouteCase => ({ kind: 'worker', asked: asking(ask) });
export const object = (ask: Ask, ann: number | string = 200, bob = '404 not_found', visitor = '401 not_signed_in'): RouteCase => ({
  kind: 'object',
  asked: asking(ask),
  bob,
  visitor,
  ann,
});
