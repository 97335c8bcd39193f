import { ERRORS, type ErrorCode } from '@oto/schema/contract/errors';
import type { Refusal } from '@oto/schema/contract/moderation';

export type FieldProblem = { readonly path: string; readonly message: string };

type More = {
  readonly detail?: string;
  readonly fields?: readonly FieldProblem[];
  /** Of a prompt_refused. */
  readonly refusal?: Refusal;
  /** Sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};

/**
 * A refusal on its way to the person: thrown inside a route, turned into an ErrorBody at the edge.
 * `detail` is for the log alone; `fields` and `refusal` are shown.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fields: readonly FieldProblem[] | undefined;
  readonly refusal: Refusal | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, more: More = {}) {
    super(more.detail === undefined ? code : `${code}: ${more.detail}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.detail = more.detail;
    this.fields = more.fields;
    this.refusal = more.refusal;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  get status(): number {
    return ERRORS[this.code].http;
  }
}
