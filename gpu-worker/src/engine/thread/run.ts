import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EngineContext, EngineEvent } from '../engine.ts';
import { EngineFailure } from '../failure.ts';
import type { EngineRequest } from '../engine.ts';
import type { ThreadInput, ThreadMessage } from './message.ts';

const HEAP_MB = 512;

/**
 * Runs one generation in its own thread and relays its events. A cancel or the deadline ends the
 * thread at once, whatever it is computing; the caller's event loop never waits for it.
 */
export async function* runInThread(entry: URL, request: EngineRequest, context: EngineContext): AsyncGenerator<EngineEvent> {
  if (context.signal.aborted) throw new EngineFailure('cancelled', 'cancelled before start');
  const left = context.deadline - Date.now();
  if (left <= 0) throw new EngineFailure('timeout', 'deadline passed before start');
  const input: ThreadInput = { request, folder: context.folder };
  const worker = new Worker(entry, { workerData: input, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  // A failed start and the loop below both may report it; a listener must exist either way.
  worker.on('error', () => {});
  const expiry = AbortSignal.timeout(Math.min(left, 2 ** 31 - 1));
  try {
    const messages = on(worker, 'message', { signal: AbortSignal.any([context.signal, expiry]), close: ['exit'] });
    for await (const [raw] of messages) {
      const message = raw as ThreadMessage;
      switch (message.type) {
        case 'event':
          yield message.event;
          break;
        case 'failed':
          throw new EngineFailure(message.code, message.engineMessage, message.retryable);
        case 'ended':
          return;
        default:
          message satisfies never;
      }
    }
    throw new EngineFailure('unavailable', 'the engine thread stopped early');
  } catch (thrown) {
    throw explain(thrown, context.signal, expiry);
  } finally {
    await worker.terminate();
  }
}

function explain(thrown: unknown, cancel: AbortSignal, expiry: AbortSignal): EngineFailure {
  if (thrown instanceof EngineFailure) return thrown;
  if (cancel.aborted) return new EngineFailure('cancelled', 'cancelled');
  if (expiry.aborted) return new EngineFailure('timeout', 'deadline passed');
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new EngineFailure('oom', message, true) : new EngineFailure('protocol', message);
}
