import type { Kind } from '@oto/schema/board/kind';
import type { Role } from '@oto/schema/job/chain';
import type { EngineRequest } from '../engine.ts';
import type { HttpPlace } from '../http/place.ts';

/** What the handler behind an endpoint is given and makes. */
export type RunPodOrder = {
  readonly kind: Kind;
  /** The first answers for agents that name none of them. */
  readonly models: readonly [string, ...string[]];
  readonly accepts: readonly Role[];
  /** Milliseconds that a run usually takes, a cold start left out. */
  readonly etaMs: number;
  /** Most model tokens of one answer, of text alone. */
  readonly maxTokens: number;
  /** The `input` of POST /run. Throws EngineFailure for a request that cannot be made. */
  input(request: EngineRequest): Promise<Record<string, unknown>>;
};

/** A serverless endpoint. `url` goes up to and with /v2. */
export type RunPodPlace = HttpPlace & {
  readonly endpoint: string;
  readonly order: RunPodOrder;
  /** Fields of the handler's own, the same for every run; they win over ours. */
  readonly input?: Readonly<Record<string, unknown>>;
};
