import type { Kind } from '@oto/schema/board/kind';
import type { Engine } from './engine.ts';

export type Registry = {
  readonly all: readonly Engine[];
  readonly kinds: readonly Kind[];
  find(id: string): Engine | undefined;
  /** Lets go of what the engines hold, once their runs have ended. */
  close(): Promise<void>;
};

/** Ids are unique; throws on a second engine of one id. */
export function registryOf(engines: readonly Engine[]): Registry {
  const byId = new Map<string, Engine>();
  for (const engine of engines) {
    if (byId.has(engine.id)) throw new Error(`two engines named ${engine.id}`);
    byId.set(engine.id, engine);
  }
  return {
    all: engines,
    kinds: [...new Set(engines.map((engine) => engine.kind))],
    find: (id) => byId.get(id),
    close: async () => {
      await Promise.all(engines.map(async (engine) => engine.close?.()));
    },
  };
}
