import type { Command } from './command.ts';
import { play } from './play.ts';
import { rest, verifyRest } from './rest.ts';
import { World, type StartReplica } from './world.ts';

/** Plays a history from a board at rest to a board at rest. Throws Violation where something is that must never be. */
export async function run(commands: readonly Command[], startReplica: StartReplica): Promise<World> {
  const world = new World(startReplica);
  await rest(world);
  for (const command of commands) await play(world, command);
  await rest(world);
  verifyRest(world);
  return world;
}
