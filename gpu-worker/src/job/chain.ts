import type { Claim, StepSource } from '@oto/schema/contract/worker';
import type { Role } from '@oto/schema/job/chain';
import type { Engine, EngineInput, EngineRequest } from '../engine/engine.ts';
import { cut } from '../text/cut.ts';

export type ClaimStep = Claim['steps'][number];

/** What the steps so far hand on: the newest text, and the file of the step just before. */
export type Handed = {
  readonly text: { readonly step: number; readonly text: string } | null;
  readonly file: HandedFile | null;
};
export type HandedFile = { readonly step: number; readonly role: Role; readonly fetch: () => Promise<EngineInput> };

export const NOTHING_YET: Handed = { text: null, file: null };

/** Reads a file the person gave. */
export type ReadInput = (input: Claim['inputs'][number]) => Promise<EngineInput>;

/** A step's request, and what it is made from. */
export type Given = { readonly request: EngineRequest; readonly sources: StepSource[] };

const PROMPT_MAX = 8000;

/**
 * What one step is given. Text of an earlier step is its prompt; the person's own words stay as its
 * topic. The file of the step before comes along where the engine accepts it, and the person's files that
 * are meant for this step. Only the first step continues the forked parent.
 */
export async function give(
  claim: Claim,
  step: ClaimStep,
  engine: Pick<Engine, 'accepts'>,
  handed: Handed,
  readInput: ReadInput,
): Promise<Given> {
  const sources: StepSource[] = [handed.text ? { from: 'step', step: handed.text.step } : { from: 'prompt' }];
  const inputs: EngineInput[] = [];
  if (handed.file && engine.accepts.includes(handed.file.role)) {
    if (handed.text?.step !== handed.file.step) sources.push({ from: 'step', step: handed.file.step });
    inputs.push(await handed.file.fetch());
  }
  for (const input of claim.inputs) {
    if (input.step !== step.index || inputs.some(({ role }) => role === input.role)) continue;
    sources.push({ from: 'input', index: input.index });
    inputs.push(await readInput(input));
  }
  const isFirst = step.index === 0;
  if (isFirst && claim.parentText !== undefined) sources.push({ from: 'parent' });
  const request: EngineRequest = {
    prompt: cut(handed.text?.text ?? claim.prompt, PROMPT_MAX),
    topic: claim.prompt,
    lang: claim.lang,
    seed: claim.seed,
    agent: step.name,
    instructions: step.instructions,
    model: step.model,
    inputs,
    scale: 1,
    ...(isFirst && claim.parentText !== undefined ? { parentText: claim.parentText } : {}),
    ...(isFirst && claim.parentTitle !== undefined ? { parentTitle: claim.parentTitle } : {}),
  };
  return { request, sources };
}

/** What is handed on once a step has made its text or its file. */
export function handOn(before: Handed, step: ClaimStep, text: string, file: HandedFile['fetch']): Handed {
  const newest = text.trim() === '' ? before.text : { step: step.index, text };
  switch (step.kind) {
    case 'image':
      return { text: newest, file: { step: step.index, role: 'image', fetch: file } };
    case 'voice':
      return { text: newest, file: { step: step.index, role: 'audio', fetch: file } };
    case 'text':
    case 'video':
      return { text: newest, file: null };
    default:
      return step.kind satisfies never;
  }
}
