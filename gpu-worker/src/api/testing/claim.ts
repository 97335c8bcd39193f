import { newId } from '@oto/schema/base/id';
import type { Claim } from '@oto/schema/contract/worker';

type Step = Claim['steps'][number];

export function claimStep(over: Partial<Step> = {}): Step {
  return { index: 0, agent: newId(), kind: 'text', engine: 'scripted', model: 'm', name: 'Ada', instructions: '', ...over };
}

/** A claim as the api would hand it out; its pass is the one that the stand-in accepts. */
export function claim(over: Partial<Claim> = {}): Claim {
  const job = over.job ?? newId();
  return {
    job,
    attempt: 1,
    pass: `pass-${job}`,
    leaseUntil: new Date(Date.now() + 30_000).toISOString(),
    deadline: new Date(Date.now() + 20_000).toISOString(),
    creation: job,
    kind: 'text',
    prompt: 'la mer',
    lang: 'fr',
    seed: 3,
    steps: [claimStep()],
    inputs: [],
    ...over,
  };
}
