import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const Value = z.object({ stringValue: z.string().optional(), intValue: z.union([z.string(), z.number()]).optional() });
const Attributes = z.array(z.object({ key: z.string(), value: Value.loose() })).default([]);
const Sent = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              kind: z.int(),
              attributes: Attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});

export type Span = {
  readonly service: string;
  readonly name: string;
  readonly trace: string;
  readonly id: string;
  readonly parent: string | null;
  readonly attributes: Readonly<Record<string, string>>;
};

/** Takes traces as a collector does: OTLP over HTTP, in JSON. */
export type Receiver = { readonly url: string; spans(): readonly Span[]; stop(): Promise<void> };

export async function startReceiver(): Promise<Receiver> {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    void Array.fromAsync(request as AsyncIterable<Buffer>).then((chunks) => {
      if (request.url === '/v1/traces') spans.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString())));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => spans,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function spansOf(body: unknown): readonly Span[] {
  return Sent.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = told(resource.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ name, traceId, spanId, parentSpanId, attributes }) => ({
        service,
        name,
        trace: traceId,
        id: spanId,
        parent: parentSpanId || null,
        attributes: told(attributes),
      })),
    );
  });
}

function told(attributes: z.infer<typeof Attributes>): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? JSON.stringify(value)]));
}
