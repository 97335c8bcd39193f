import { SpanStatusCode } from '@opentelemetry/api';
import { TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import { discreet } from './sdk.ts';

test('whoever is traced stays nameless: in attributes, in what went wrong, and in how it ended', () => {
  const ended: ReadableSpan[] = [];
  const nothing = () => Promise.resolve();
  const tracer = new TracerProvider({
    spanProcessors: [{ onStart: () => undefined, onEnd: (span) => void ended.push(span), forceFlush: nothing, shutdown: nothing }],
  }).getTracer('test');
  const span = tracer.startSpan('GET /api/x', {
    attributes: { 'client.address': '203.0.113.7', 'url.full': 'https://oto.test/x?t=eve@oto.test', 'http.route': '/api/x' },
  });
  span.recordException(new Error('no letter for eve@oto.test'));
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'postgres://oto:hunter2@db/oto does not answer eve@oto.test' });
  span.end();
  const told: ReadableSpan[] = [];
  discreet({ export: (spans) => void told.push(...spans), shutdown: nothing, forceFlush: nothing }).export(ended, () => undefined);
  const words = JSON.stringify(told.map(({ attributes, events, status }) => ({ attributes, events, status })));
  expect(told).toHaveLength(1);
  expect(words).toContain('/api/x');
  expect(words).toContain('no letter for [redacted]');
  for (const secret of ['eve@', 'hunter2', '203.0.113.7', '?t=']) expect(words).not.toContain(secret);
});
