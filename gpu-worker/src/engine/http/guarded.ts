import type { EngineContext, EngineEvent } from '../engine.ts';
import { watchOf, type Watch } from './watch.ts';

/** A run under a watch of its own; what ends it badly leaves as an EngineFailure. */
export async function* guarded(
  context: EngineContext,
  silenceMs: number,
  run: (watch: Watch) => AsyncIterable<EngineEvent>,
): AsyncGenerator<EngineEvent> {
  using watch = watchOf(context, silenceMs);
  try {
    yield* run(watch);
  } catch (thrown) {
    throw watch.explain(thrown);
  }
}
