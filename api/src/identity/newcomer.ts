import type { Deps } from '../deps.ts';

/**
 * Whether an account made then is still too young to write in an `open` plot of somebody else, so that
 * nobody makes accounts to disturb. The collab server learns it from the pass.
 */
export function isNewcomer(deps: Pick<Deps, 'config' | 'now'>, createdAt: Date): boolean {
  return deps.now().getTime() - createdAt.getTime() < deps.config.newcomerHours * 3_600_000;
}
