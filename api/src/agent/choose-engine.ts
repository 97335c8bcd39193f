import type { Kind } from '@oto/schema/board/kind';
import { ApiError } from '../http/api-error.ts';
import type { KnownEngine } from '../world/engines.ts';

/**
 * The engine and model an agent will run on. Without a wish: the built-in engine of its kind, and an
 * engine's first model. Throws no_engine when nothing serves the kind, bad_request on an unknown wish.
 */
export function chooseEngine(
  engines: readonly KnownEngine[],
  kind: Kind,
  wish: { readonly engine?: string | undefined; readonly model?: string | undefined },
): { readonly engine: string; readonly model: string } {
  const fitting = engines.filter((engine) => engine.kind === kind);
  const chosen =
    wish.engine === undefined
      ? (fitting.find((engine) => !engine.trained && engine.healthy) ?? fitting.find((engine) => !engine.trained) ?? fitting[0])
      : fitting.find((engine) => engine.id === wish.engine);
  if (!chosen) {
    if (wish.engine === undefined) throw new ApiError('no_engine', { detail: kind });
    throw new ApiError('bad_request', { fields: [{ path: 'engine', message: `no ${kind} engine ${wish.engine}` }] });
  }
  const model = wish.model ?? chosen.models[0] ?? '';
  if (wish.model !== undefined && wish.model !== '' && !chosen.models.includes(wish.model)) {
    throw new ApiError('bad_request', { fields: [{ path: 'model', message: `engine ${chosen.id} has no model ${wish.model}` }] });
  }
  return { engine: chosen.id, model };
}
