import type { Role } from '@oto/schema/job/chain';
import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import type { Log } from '../log.ts';

/** What one step asks of an engine. Plain data: it crosses to worker threads. */
export type EngineRequest = {
  /** After the chain's substitution; at most a few thousand characters, any content. */
  readonly prompt: string;
  /** The person's own words when `prompt` is an earlier step's text. */
  readonly topic: string;
  /** A hint: engines may see a better one in the prompt. */
  readonly lang: Lang;
  /** The same prompt and seed give the same result where `deterministic`. */
  readonly seed: number;
  readonly agent: string;
  readonly instructions: string;
  readonly model: string;
  readonly parentText?: string;
  readonly parentTitle?: string;
  /** Files to work from, of roles the engine accepts; at most one of each. */
  readonly inputs: readonly EngineInput[];
  /** 1, or less after the engine ran out of memory. */
  readonly scale: number;
};

/** A file on disk, already judged and made anew by the api. */
export type EngineInput = { readonly role: Role; readonly path: string; readonly mime: Mime };

export type EngineContext = {
  readonly job: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** A folder of this run alone; the caller removes it. */
  readonly folder: string;
  readonly log: Log;
};

export type Mime = 'image/png' | 'image/jpeg' | 'image/webp' | 'video/mp4' | 'audio/wav';

/**
 * Law of a run: any `queued`, `progress` (never falling), `preview` and `delta`; artifacts; exactly one
 * `usage`; `done` last. A run that fails throws an EngineFailure instead.
 */
export type EngineEvent =
  | { readonly type: 'queued'; readonly position: number }
  | { readonly type: 'progress'; readonly value: number; readonly max: number; readonly stage: string }
  | { readonly type: 'preview'; readonly bytes: Uint8Array; readonly mime: Mime }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'artifact'; readonly role: 'main' | 'poster'; readonly path: string; readonly mime: Mime; readonly meta: ArtifactMeta }
  /** `model`: what really answered, where it is not what was asked for. */
  | { readonly type: 'usage'; readonly tokens: number; readonly model?: string }
  | { readonly type: 'done' };

/** Pixels and seconds, where they apply. */
export type ArtifactMeta = { readonly width?: number; readonly height?: number; readonly seconds?: number };

export type Health = { readonly healthy: boolean; readonly detail?: string };
export type Estimate = { readonly tokens: number; readonly etaMs: number };

export type Engine = {
  readonly id: string;
  readonly kind: Kind;
  readonly displayName: string;
  readonly models: readonly string[];
  /** False: no trained model; drives the badge, the price and the provenance mark. */
  readonly trained: boolean;
  readonly deterministic: boolean;
  /** Beside words. */
  readonly accepts: readonly Role[];
  /** Runs at once. */
  readonly slots: number;
  /** Most tokens one run may cost. */
  readonly ceiling: number;
  /** `tokens` never exceeds `ceiling`. */
  estimate(request: EngineRequest): Estimate;
  health(): Promise<Health>;
  generate(request: EngineRequest, context: EngineContext): AsyncIterable<EngineEvent>;
  /** Lets go of what it holds, once its runs have ended. */
  close?(): Promise<void>;
};
