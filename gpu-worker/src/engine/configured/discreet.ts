import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';

/** Shorter values are words that could stand anywhere. */
const LEAST = 6;

/** `text` without any of the secrets. */
export function redacted(text: string, secrets: ReadonlySet<string>): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= LEAST) clean = clean.replaceAll(secret, '…');
  return clean;
}

/** The engine, with the secrets taken out of all that it says for operators: servers like to repeat a key that they refuse. */
export function discreet(engine: Engine, secrets: ReadonlySet<string>): Engine {
  return {
    ...engine,
    health: async () => {
      const { healthy, detail } = await engine.health();
      return detail === undefined ? { healthy } : { healthy, detail: redacted(detail, secrets) };
    },
    generate: (request, context) => watched(engine, request, context, secrets),
  };
}

async function* watched(
  engine: Engine,
  request: EngineRequest,
  context: EngineContext,
  secrets: ReadonlySet<string>,
): AsyncGenerator<EngineEvent> {
  try {
    yield* engine.generate(request, context);
  } catch (thrown) {
    if (!(thrown instanceof EngineFailure)) throw thrown;
    throw new EngineFailure(thrown.code, redacted(thrown.engineMessage, secrets), thrown.retryable);
  }
}
