import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';
import { scrubText } from '../log/scrub.ts';
import type { SpanAttributes, Tracing } from './tracing.ts';

/** Milliseconds that sending what is left may take at the end. */
const LAST_MS = 3000;

export type TracedService = {
  readonly service: string;
  readonly replica: string;
  /** Share of the traces that begin here and are kept, 0 to 1; what begins elsewhere is kept as it is there. */
  readonly ratio: number;
  readonly instrumentations: readonly Instrumentation[];
};

/**
 * OpenTelemetry's own SDK: W3C Trace Context, spans sent over OTLP by HTTP to where OTEL_EXPORTER_OTLP_ENDPOINT
 * and its kin say. To be imported only where something is traced; once a process.
 */
export function startSdk({ service, replica, ratio, instrumentations }: TracedService): Tracing {
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service, 'service.instance.id': replica })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: discreet(new OTLPTraceExporter()) })],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  registerInstrumentations({ instrumentations: [...instrumentations], tracerProvider: provider });
  const tracer = trace.getTracer('oto');
  return {
    route(method, route, requestId) {
      const span = trace.getActiveSpan();
      span?.updateName(`${method} ${route}`);
      span?.setAttributes({ 'http.route': route, 'oto.request_id': requestId });
    },
    here() {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return carrier['traceparent'] ?? null;
    },
    ids() {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace: span.traceId, span: span.spanId } : null;
    },
    around<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>, parent?: string): Promise<T> {
      return tracer.startActiveSpan(name, { attributes }, below(parent), async (span) => {
        try {
          return await work();
        } catch (thrown) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: thrown instanceof Error ? thrown.name : 'unknown' });
          throw thrown;
        } finally {
          span.end();
        }
      });
    },
    async close() {
      const over = Promise.withResolvers<void>();
      const alarm = setTimeout(over.resolve, LAST_MS);
      await Promise.race([provider.shutdown().catch(() => undefined), over.promise]);
      clearTimeout(alarm);
    },
  };
}

function below(parent: string | undefined): Context {
  return parent === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, { traceparent: parent });
}

/** Who somebody is, and what may stand behind a question mark, is nobody's business but ours. */
const PRIVATE = [
  'url.query',
  'http.url',
  'http.target',
  'client.address',
  'http.client_ip',
  'network.peer.address',
  'net.peer.ip',
  'user_agent.original',
  'http.user_agent',
];
const ADDRESSES = ['url.full', 'url.path'];

/** The same exporter, told nothing private: neither by attributes nor by the words of an error. */
export function discreet(exporter: SpanExporter): SpanExporter {
  return {
    export(spans, done) {
      for (const { attributes, events, status } of spans) {
        clean(attributes);
        for (const event of events) clean(event.attributes ?? {});
        if (status.message !== undefined) status.message = scrubText(status.message);
      }
      exporter.export(spans, done);
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

/** In place: a span that has ended is read by its exporter alone. */
function clean(attributes: ReadableSpan['attributes']): void {
  for (const name of PRIVATE) delete attributes[name];
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value !== 'string') continue;
    attributes[name] = scrubText(ADDRESSES.includes(name) ? (value.split('?', 1)[0] ?? '') : value);
  }
}
