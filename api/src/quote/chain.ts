import { brokenLink, takersOf, type Role } from '@oto/schema/job/chain';
import { ApiError } from '../http/api-error.ts';
import type { LiveEngine } from '../worker/live-engines.ts';
import type { RunAgent } from './agents.ts';
import { engineFor } from './price.ts';

/**
 * Whether what each agent makes can be given to the next, and every file to one of them. Throws no_engine,
 * chain_broken, naming the agent that cannot be fed, and input_unused, naming the file. Answers the step that
 * each file goes to.
 */
export function checkChain(
  agents: readonly RunAgent[],
  engines: ReadonlyMap<string, LiveEngine>,
  inputs: readonly { readonly role: Role }[],
): readonly number[] {
  // Workers of before chains say nothing of what their engines accept.
  const chain = agents.map((agent, index) => ({ kind: agent.kind, accepts: engineFor(agent, engines, index).accepts ?? [] }));
  const broken = brokenLink(chain);
  if (broken !== null) throw new ApiError('chain_broken', { fields: [{ path: `agents.${broken}`, message: agents[broken]?.name ?? '' }] });
  const roles = inputs.map(({ role }) => role);
  const takers = takersOf(roles, chain);
  const unused = takers.indexOf(-1);
  if (unused !== -1) throw new ApiError('input_unused', { fields: [{ path: `inputs.${unused}`, message: roles[unused] ?? '' }] });
  return takers;
}
