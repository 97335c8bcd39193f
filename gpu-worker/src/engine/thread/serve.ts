import { parentPort, workerData } from 'node:worker_threads';
import type { EngineEvent, EngineRequest } from '../engine.ts';
import { asEngineFailure } from '../failure.ts';
import type { ThreadInput, ThreadMessage } from './message.ts';

/** The thread's side of `runInThread`: runs `work` on the given request and reports until it ends. */
export async function serveThread(work: (request: EngineRequest, folder: string) => AsyncIterable<EngineEvent>): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('not in a worker thread');
  const say = (message: ThreadMessage): void => port.postMessage(message);
  const input = workerData as ThreadInput;
  try {
    for await (const event of work(input.request, input.folder)) say({ type: 'event', event });
    say({ type: 'ended' });
  } catch (thrown) {
    const failure = asEngineFailure(thrown, new AbortController().signal);
    say({ type: 'failed', code: failure.code, retryable: failure.retryable, engineMessage: failure.engineMessage });
  }
}
