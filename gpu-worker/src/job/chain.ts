import type { Claim } from '@oto/schema/contract/worker';
import type { EngineRequest } from '../engine/engine.ts';
import { cut } from '../text/cut.ts';

type ClaimStep = Claim['steps'][number];

const PROMPT_MAX = 8000;

/**
 * The request of one step. Text of an earlier step is what the next one is given; the person's own
 * words stay as its topic. Only the first step continues the forked parent.
 */
export function requestOf(claim: Claim, step: ClaimStep, place: number, earlierText: string | null): EngineRequest {
  const parent =
    place === 0
      ? {
          ...(claim.parentText === undefined ? {} : { parentText: claim.parentText }),
          ...(claim.parentTitle === undefined ? {} : { parentTitle: claim.parentTitle }),
        }
      : {};
  return {
    prompt: cut(earlierText ?? claim.prompt, PROMPT_MAX),
    topic: claim.prompt,
    lang: claim.lang,
    seed: claim.seed,
    agent: step.name,
    instructions: step.instructions,
    model: step.model,
    inputs: [],
    scale: 1,
    ...parent,
  };
}
