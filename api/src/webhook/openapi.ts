import type { generateSpecs } from 'hono-openapi';
import { z } from 'zod';
import { WEBHOOK_DATA, WEBHOOK_TEST, WebhookTest, webhookBody } from '@oto/schema/contract/webhook';

const SUMMARY = 'Signed after Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature); answer 2xx within 15 s';

type Specs = NonNullable<Awaited<ReturnType<typeof generateSpecs>>['webhooks']>;

/** The `webhooks` of OpenAPI 3.1: what endpoints are sent. */
export function webhookSpecs(): Specs {
  const bodies = Object.entries(WEBHOOK_DATA).map(([type, data]) => [type, webhookBody(type, data)] as const);
  const specs = Object.fromEntries(
    [...bodies, [WEBHOOK_TEST, webhookBody(WEBHOOK_TEST, WebhookTest)] as const].map(([type, body]) => {
      const { $schema: _dialect, ...schema } = z.toJSONSchema(body, { io: 'input' });
      const post = {
        summary: SUMMARY,
        tags: ['webhooks'],
        parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
          name,
          in: 'header' as const,
          required: true,
          schema: { type: 'string' as const },
        })),
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { '2XX': { description: 'Taken' }, '410': { description: 'Never again: the endpoint is switched off' } },
      };
      return [type, { post }];
    }),
  );
  // JSON Schema of zod and of OpenAPI 3.1 are the same dialect under two types.
  return JSON.parse(JSON.stringify(specs)) as Specs;
}
