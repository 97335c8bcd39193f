const WHOLE = ['main', 'full', 'thumb', 'poster'] as const;

/** Which of a creation's files; `step` counts from 1, as people do. */
export type Variant =
  | { readonly type: 'whole'; readonly name: (typeof WHOLE)[number] }
  | { readonly type: 'step'; readonly step: number }
  | { readonly type: 'named'; readonly name: string };

/** `main`, or `step/<index from 0>/<variant>` for what a step before the last left. */
export function variantOf(name: string): Variant {
  const step = /^step\/(\d{1,2})\//.exec(name);
  if (step) return { type: 'step', step: Number(step[1]) + 1 };
  const whole = WHOLE.find((one) => one === name);
  return whole === undefined ? { type: 'named', name } : { type: 'whole', name: whole };
}
