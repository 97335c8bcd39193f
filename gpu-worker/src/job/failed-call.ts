import type { CallCode } from '../api/call.ts';
import { EngineFailure } from '../engine/failure.ts';

/** Why a run ends when the api did not take or give what it needs. */
export function failedCall(what: string, answer: { readonly code: CallCode; readonly detail?: string }): EngineFailure {
  const detail = `${what}: ${answer.detail ?? answer.code}`;
  switch (answer.code) {
    case 'stale':
    case 'stopped':
      return new EngineFailure('cancelled', detail);
    case 'refused':
      return new EngineFailure('protocol', detail);
    case 'away':
      return new EngineFailure('unavailable', detail, true);
    default:
      return answer.code satisfies never;
  }
}
