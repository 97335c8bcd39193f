import type { EngineEvent, EngineRequest } from '../engine.ts';
import type { EngineCode } from '../failure.ts';

export type ThreadInput = { readonly request: EngineRequest; readonly folder: string };

/** What a thread says: events, then one end. Silence before the end means it died. */
export type ThreadMessage =
  | { readonly type: 'event'; readonly event: EngineEvent }
  | { readonly type: 'failed'; readonly code: EngineCode; readonly retryable: boolean; readonly engineMessage: string }
  | { readonly type: 'ended' };
