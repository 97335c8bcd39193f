import { newId } from '@oto/schema/base/id';
import { WEBHOOK_TYPES, type WebhookDelivery, type WebhookEndpoint } from '@oto/schema/contract/webhook';
import type { Transport } from '../../api/http.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const endpoint = (rest: Partial<WebhookEndpoint>): WebhookEndpoint => ({
  id: newId(),
  url: 'https://n8n.oto.example/webhook/oto-creations',
  note: 'Annonces',
  events: ['creation.published', 'creation.hidden'],
  enabled: true,
  offBecause: null,
  failingSince: null,
  secretBeforeUntil: null,
  createdAt: ago(60 * 24 * 9),
  waiting: 0,
  failed: 0,
  ...rest,
});

const ENDPOINTS: readonly WebhookEndpoint[] = [
  endpoint({ secretBeforeUntil: ago(-60 * 20) }),
  endpoint({
    url: 'http://n8n:5678/webhook/oto-payments',
    note: 'Veille des paiements',
    events: ['payment.completed', 'payment.refunded', 'payment.disputed'],
    failingSince: ago(60 * 31),
    waiting: 12,
    failed: 3,
  }),
  endpoint({
    url: `https://une-adresse-tres-longue.oto.example/${'webhooks/'.repeat(6)}oto`,
    note: '',
    events: [...WEBHOOK_TYPES],
    enabled: false,
    offBecause: 'gone',
    failed: 1,
  }),
];

const delivery = (at: number, rest: Partial<WebhookDelivery>): WebhookDelivery => ({
  id: String(at),
  endpoint: ENDPOINTS[0]?.id ?? newId(),
  url: ENDPOINTS[0]?.url ?? '',
  message: `msg_${newId()}`,
  type: 'creation.published',
  state: 'delivered',
  tries: 1,
  createdAt: ago(90 - at),
  triedAt: ago(90 - at),
  nextAt: null,
  status: 204,
  answer: '',
  error: null,
  body: JSON.stringify({ type: 'creation.published', version: 1, timestamp: ago(90 - at), data: { id: newId(), title: 'Le phare' } }),
  ...rest,
});

const DELIVERIES: readonly WebhookDelivery[] = [
  delivery(44, {
    state: 'waiting',
    tries: 3,
    status: 502,
    answer: '<html><h1>Bad Gateway</h1></html>',
    nextAt: ago(-25),
    type: 'payment.completed',
  }),
  delivery(43, { state: 'waiting', tries: 0, status: null, nextAt: ago(0), type: 'payment.refunded' }),
  delivery(42, {}),
  delivery(41, { type: 'webhook.test', answer: 'ok', status: 200 }),
  delivery(40, { state: 'failed', tries: 8, status: null, error: 'ECONNREFUSED', type: 'payment.disputed' }),
];

/** The operators' page of webhooks, over the transport beside it. `empty`: nobody is told. */
export function withWebhooks(others: Transport, empty: boolean): Transport {
  let endpoints = empty ? [] : ENDPOINTS;
  let deliveries = empty ? [] : DELIVERIES;

  function answer(method: string, url: URL, body: Partial<WebhookEndpoint>): unknown {
    const path = url.pathname;
    const id = path.split('/').at(4) ?? '';
    const found = endpoints.find((one) => one.id === id);
    const state = url.searchParams.get('state');
    switch (`${method} ${path.replace(/\/(?:[\w-]{22}|\d+)(?=\/|$)/, '/:id')}`) {
      case 'GET /api/operator/webhooks':
        return { endpoints };
      case 'POST /api/operator/webhooks': {
        const made = endpoint({ ...body, id: newId(), createdAt: ago(0) });
        endpoints = [...endpoints, made];
        return { ...made, secret: 'whsec_YXRlbGllcg==' };
      }
      case 'PATCH /api/operator/webhooks/:id':
        endpoints = endpoints.map((one) =>
          one.id === id ? { ...one, ...body, offBecause: body.enabled === false ? 'operator' : null, failingSince: null } : one,
        );
        return endpoints.find((one) => one.id === id);
      case 'DELETE /api/operator/webhooks/:id':
        endpoints = endpoints.filter((one) => one.id !== id);
        return {};
      case 'POST /api/operator/webhooks/:id/rotate':
        return { ...found, secret: 'whsec_bm91dmVsIGF0ZWxpZXI=' };
      case 'POST /api/operator/webhooks/:id/test':
        deliveries = [delivery(50 + deliveries.length, { type: 'webhook.test', status: 200, answer: 'ok' }), ...deliveries];
        return deliveries[0];
      case 'GET /api/operator/deliveries': {
        const only = url.searchParams.get('endpoint');
        return { deliveries: deliveries.filter((one) => (state ?? one.state) === one.state && (only ?? one.endpoint) === one.endpoint) };
      }
      case 'POST /api/operator/deliveries/:id/replay':
        deliveries = deliveries.map((one) => (one.id === id ? { ...one, state: 'delivered', tries: 1, error: null, status: 204 } : one));
        return deliveries.find((one) => one.id === id);
      case 'POST /api/operator/deliveries/replay':
        return { replayed: 1 };
      default:
        return null;
    }
  }

  return async (path, init, onSent) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Partial<WebhookEndpoint>;
    const value = answer(init.method ?? 'GET', new URL(path, 'http://workshop'), body);
    return value === null ? others(path, init, onSent) : Response.json(value);
  };
}
