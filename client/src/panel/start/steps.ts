/** What a first visit does once with its own hands, in this order; the last two are a member's. */
export const STEPS = ['move', 'open', 'string', 'join', 'agent', 'create'] as const;
export type Step = (typeof STEPS)[number];

/** `shown`: between the press that begins them and the last, or the press that ends them. */
export type Steps = { readonly shown: boolean; readonly done: readonly Step[] };

export const NO_STEPS: Steps = { shown: false, done: [] };

/** Steps of one kind of visitor: who has joined does not join, who only watches makes nothing. */
export function stepsFor(isMember: boolean): readonly Step[] {
  return isMember ? ['move', 'open', 'string', 'agent', 'create'] : ['move', 'open', 'string', 'join'];
}

/** The first that is still to be done; null: none, or none is wanted. */
export function stepNow({ shown, done }: Steps, isMember: boolean): Step | null {
  return shown ? (stepsFor(isMember).find((step) => !done.includes(step)) ?? null) : null;
}

/** A step counts whenever it is done, in any order. */
export function stepDone(steps: Steps, step: Step): Steps {
  return steps.done.includes(step) ? steps : { ...steps, done: [...steps.done, step] };
}

/** Begins, or begins again: what was done before is taught anew only when nothing else is left. */
export function begin({ done }: Steps, isMember: boolean): Steps {
  const left = stepsFor(isMember).some((step) => !done.includes(step));
  return { shown: true, done: left ? done : [] };
}

export function end(steps: Steps): Steps {
  return { ...steps, shown: false };
}

/** What a browser remembers of them; anything else it might hold is as if it held nothing. */
export function stepsFrom(stored: string | null): Steps {
  try {
    const value: unknown = JSON.parse(stored ?? '');
    if (typeof value !== 'object' || value === null || !('done' in value) || !Array.isArray(value.done)) return NO_STEPS;
    const { done } = value;
    return { shown: 'shown' in value && value.shown === true, done: STEPS.filter((step) => done.includes(step)) };
  } catch {
    return NO_STEPS;
  }
}
