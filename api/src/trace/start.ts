import { createRequire, syncBuiltinESMExports } from 'node:module';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { startSdk } from '@oto/schema/trace/sdk';
import type { Tracing } from '@oto/schema/trace/tracing';

/** Long polls and what is asked every few seconds by machines tell nothing. */
const QUIET = /^\/(healthz|metrics|worker\/(claim|hello|logs|jobs\/[^/]+\/signal))(\?|$)/;

/**
 * Traces requests, questions to PostgreSQL and calls to others, from here on. Imported only where
 * traces are sent. The hooks that see imports are not needed: `require` hands each instrumentation the very
 * objects that are in use already, whose methods it wraps in place, whoever imported them before.
 */
export function startTracing(replica: string, ratio: number): Tracing {
  const tracing = startSdk({
    service: 'oto-api',
    replica,
    ratio,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url = '' }) => QUIET.test(url),
        disableOutgoingRequestInstrumentation: true,
      }),
      new PgInstrumentation({ requireParentSpan: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
    ],
  });
  const require = createRequire(import.meta.url);
  for (const name of ['http', 'pg']) require(name);
  syncBuiltinESMExports();
  return tracing;
}
