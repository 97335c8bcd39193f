import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { startSdk } from '@oto/schema/trace/sdk';
import type { Tracing } from '@oto/schema/trace/tracing';

/** Waits for a cancel as long as its job runs. */
const SIGNAL = /\/signal(\?|$)/;

/** Traces jobs and their calls of the api and of engines, from here on. Imported only where traces are sent. */
export function startTracing(replica: string, ratio: number): Tracing {
  return startSdk({
    service: 'oto-worker',
    replica,
    ratio,
    instrumentations: [new UndiciInstrumentation({ requireParentforSpans: true, ignoreRequestHook: ({ path }) => SIGNAL.test(path) })],
  });
}
