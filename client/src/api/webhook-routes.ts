import {
  Replayed,
  WebhookDeliveries,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpoints,
  type DeliveryQuery,
  type WebhookCreate,
  type WebhookPatch,
} from '@oto/schema/contract/webhook';
import type { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const of = '/api/operator/webhooks';
const deliveries = '/api/operator/deliveries';

/** Programs that are told what happens, and what was sent to them. Operators alone. */
export function webhookRoutes({ call, post }: Calls) {
  return {
    webhooks: () => call(of, WebhookEndpoints),
    /** Its secret comes with the answer, this once. */
    makeWebhook: (wish: z.input<typeof WebhookCreate>) => post(of, WebhookEndpoint, wish),
    changeWebhook: (id: string, patch: z.input<typeof WebhookPatch>) =>
      call(`${of}/${id}`, WebhookEndpoint, { method: 'PATCH', body: patch }),
    removeWebhook: (id: string) => call(`${of}/${id}`, Nothing, { method: 'DELETE' }),
    /** The new secret comes with the answer, this once. */
    rotateWebhook: (id: string) => post(`${of}/${id}/rotate`, WebhookEndpoint, {}),
    testWebhook: (id: string) => post(`${of}/${id}/test`, WebhookDelivery, {}),
    deliveries: (filter: z.input<typeof DeliveryQuery>) => {
      const query = new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined));
      return call(`${deliveries}${query.size === 0 ? '' : `?${query.toString()}`}`, WebhookDeliveries);
    },
    replay: (id: string) => post(`${deliveries}/${id}/replay`, WebhookDelivery, {}),
    /** `since`: ISO 8601. */
    replayFailed: (since: string) => post(`${deliveries}/replay`, Replayed, { since }),
  };
}
