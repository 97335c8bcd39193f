import type { EngineContext, EngineEvent } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import type { Climb } from '../http/climb.ts';
import type { Door } from '../http/door.ts';
import { insist } from '../http/insist.ts';
import { lastWord } from '../http/last-word.ts';
import type { Watch } from '../http/watch.ts';
import type { Message, Preview } from './message.ts';
import { cancel, executionFailure, historyOf, interrupted, placeIn, queueOf, throwIfFailed, type Ended } from './server.ts';
import type { Standing } from './share.ts';
import type { Heard, Socket } from './socket.ts';

export type Followed = { readonly ended: Ended; readonly preview: Preview | null };

export type Following = {
  readonly door: Door;
  readonly id: string;
  /** Null: the queue and the history are asked instead. */
  readonly socket: Socket | null;
  readonly standing: Standing;
  readonly path: Climb;
  readonly pollMs: number;
  readonly context: EngineContext;
  readonly watch: Watch;
};

/** Milliseconds between two looks once the end was told: the history is written a moment later. */
const SETTLE_MS = 50;

/**
 * Follows a queued prompt to its end: by the socket, and by the queue and the history wherever the
 * socket is silent or cut. Whatever ends the run before that cancels the prompt.
 */
export async function* followed(following: Following): AsyncGenerator<EngineEvent, Followed> {
  const { door, id, standing, path, pollMs, context, watch } = following;
  let { socket } = following;
  let over = false;
  let started = false;
  let toldEnd = false;
  let position = 0;
  let preview: Preview | null = null;
  try {
    for (;;) {
      watch.check();
      const heard = await hear(socket, toldEnd ? SETTLE_MS : pollMs, watch);
      if (heard.type === 'cut') {
        context.log.warn({ job: context.job, prompt: id }, 'the socket was cut; the history is asked');
        socket = null;
        continue;
      }
      if (heard.type === 'preview') {
        // A frame does not say of which prompt it is; while ours runs no other does.
        if (!started) continue;
        ({ preview } = heard);
        yield { type: 'preview', ...preview };
        continue;
      }
      if (heard.type !== 'quiet' && heard.type !== 'status') {
        if (!isOurs(heard, id)) continue;
        started = true;
        standing.hear(heard);
        const verdict = verdictOf(heard);
        if (verdict.type === 'failed') {
          over = true;
          throw verdict.failure;
        }
        toldEnd ||= verdict.type === 'ended';
        yield path.to(standing.share(), standing.stage());
        if (!toldEnd) continue;
      }
      if (heard.type === 'status' && started) continue;
      // The order matters: what has left the queue is in the history.
      const place = placeIn(await insist(watch, pollMs, () => queueOf(door, watch)), id);
      if (place.at === 'waiting' && place.position !== position) {
        ({ position } = place);
        yield { type: 'queued', position };
      }
      if (place.at === 'running' && !started) {
        started = true;
        yield path.to(0, standing.stage());
      }
      if (place.at === 'none') {
        const ended = await insist(watch, pollMs, () => historyOf(door, id, watch));
        over = true;
        if (ended === null) throw new EngineFailure('unavailable', 'the server lost the prompt', true);
        throwIfFailed(ended);
        return { ended, preview };
      }
    }
  } finally {
    if (!over) await lastWord(context.log, (ear) => cancel(door, id, ear));
  }
}

async function hear(socket: Socket | null, waitMs: number, watch: Watch): Promise<Heard> {
  if (socket !== null) return socket.next(waitMs);
  await watch.pause(waitMs);
  return { type: 'quiet' };
}

type Told = Exclude<Message, { type: 'other' | 'status' }>;

function isOurs(message: Message, id: string): message is Told {
  if (message.type === 'other' || message.type === 'status') return false;
  return message.data.prompt_id === undefined || message.data.prompt_id === id;
}

type Verdict = { readonly type: 'goes on' | 'ended' } | { readonly type: 'failed'; readonly failure: EngineFailure };

function verdictOf(message: Told): Verdict {
  switch (message.type) {
    case 'execution_success':
      return { type: 'ended' };
    case 'executing':
      return { type: message.data.node === null ? 'ended' : 'goes on' };
    case 'execution_interrupted':
      return { type: 'failed', failure: interrupted() };
    case 'execution_error':
      return { type: 'failed', failure: executionFailure(message.data) };
    case 'execution_start':
    case 'execution_cached':
    case 'progress_state':
    case 'progress':
      return { type: 'goes on' };
    default:
      return message satisfies never;
  }
}
