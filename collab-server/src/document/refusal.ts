import { ERRORS, type ErrorCode } from '@oto/schema/contract/errors';

/** WebSocket close code of a refusal; codes without one of their own close as `forbidden` does. */
export function closeCode(code: ErrorCode): number {
  const entry: { readonly http: number; readonly ws?: number } = ERRORS[code];
  return entry.ws ?? ERRORS.forbidden.ws;
}

/**
 * Thrown out of a Hocuspocus hook, the only way to make it drop a message: it closes that one
 * document with `code` and `reason`. The message stays empty because Hocuspocus prints any other.
 */
export class Refusal extends Error {
  readonly code: number;
  readonly reason: ErrorCode;
  /** For logs. */
  readonly detail: string | undefined;

  constructor(reason: ErrorCode, detail?: string) {
    super('');
    this.name = 'Refusal';
    this.reason = reason;
    this.code = closeCode(reason);
    this.detail = detail;
  }
}
