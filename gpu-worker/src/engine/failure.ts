import type { Failure } from '@oto/schema/job/state';

export const ENGINE_CODES = ['invalid', 'unavailable', 'oom', 'timeout', 'cancelled', 'blocked', 'protocol'] as const;
export type EngineCode = (typeof ENGINE_CODES)[number];

/** The one way an engine's run ends badly. `engineMessage` is for logs and operators, never for people. */
export class EngineFailure extends Error {
  readonly code: EngineCode;
  readonly retryable: boolean;
  readonly engineMessage: string;

  constructor(code: EngineCode, engineMessage: string, retryable: boolean = code === 'unavailable') {
    super(`${code}: ${engineMessage}`);
    this.name = 'EngineFailure';
    this.code = code;
    this.retryable = retryable;
    this.engineMessage = engineMessage.slice(0, 2000);
  }
}

/** Any thrown value as a coded failure: an aborted signal is a cancel, an unknown error is the engine's protocol. */
export function asEngineFailure(thrown: unknown, signal: AbortSignal): EngineFailure {
  if (thrown instanceof EngineFailure) return thrown;
  if (signal.aborted) return new EngineFailure('cancelled', 'cancelled');
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new EngineFailure('protocol', message);
}

/** The code that the api knows for an engine's code. */
export function failureOf(code: EngineCode): Failure | 'cancelled' {
  switch (code) {
    case 'invalid':
      return 'engine_invalid';
    case 'unavailable':
      return 'engine_unavailable';
    case 'oom':
      return 'engine_oom';
    case 'timeout':
      return 'engine_timeout';
    case 'blocked':
      return 'engine_blocked';
    case 'protocol':
      return 'engine_protocol';
    case 'cancelled':
      return 'cancelled';
    default:
      return code satisfies never;
  }
}
