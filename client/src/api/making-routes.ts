import type { Id } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import { Creation, CreationSummary } from '@oto/schema/contract/creation';
import type { FORK_LICENCES } from '@oto/schema/contract/common';
import { Input, Storage, type InputRef } from '@oto/schema/contract/input';
import { Job, type GenerateRequest } from '@oto/schema/contract/job';
import { Quote } from '@oto/schema/contract/ledger';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';
import type { OnSent } from './send-told.ts';

type PublishChoice = { readonly title: string; readonly fork: (typeof FORK_LICENCES)[number]; readonly unlisted: boolean };
/** A price is asked for this. */
type Asked = {
  readonly agents: readonly Id[];
  readonly parents: readonly Id[];
  readonly inputs: readonly InputRef[];
  /** The parent whose jar pays first. */
  readonly jar?: Id;
};

/** From a wish to what became of it. */
export function makingRoutes({ call, post }: Calls) {
  return {
    quote: (asked: Asked) => post('/api/quotes', Quote, asked),
    generate: (kind: Kind, body: GenerateRequest, idempotencyKey: string) =>
      post(`/generate_${kind}`, z.object({ job: Job }), body, idempotencyKey),
    jobs: () => call('/api/jobs', z.object({ jobs: z.array(Job) })),
    cancelJob: (id: string) => post(`/api/jobs/${id}/cancel`, Job, {}),

    /** A file to work from. Its type is its own. */
    sendInput: (file: Blob, onSent: OnSent, signal: AbortSignal) =>
      call('/api/inputs', Input, { method: 'POST', raw: file, onSent, signal }),
    dropInput: (id: string) => call(`/api/inputs/${id}`, Nothing, { method: 'DELETE' }),
    storage: () => call('/api/storage', Storage),

    creation: (id: string) => call(`/api/creations/${id}`, Creation),
    /** The tray: what I made and have not published, newest first. */
    privateCreations: () => call('/api/creations?mine=1&visibility=private', z.object({ creations: z.array(CreationSummary) })),
    publish: (id: string, choice: PublishChoice) =>
      post(`/api/creations/${id}/publish`, Creation, {
        fork: choice.fork,
        unlisted: choice.unlisted,
        ...(choice.title.trim() === '' ? {} : { title: choice.title.trim() }),
      }),
    /** Private ones alone. */
    deleteCreation: (id: string) => call(`/api/creations/${id}`, Nothing, { method: 'DELETE' }),
  };
}
