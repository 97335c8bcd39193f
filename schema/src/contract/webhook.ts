import { z } from 'zod';
import { IdText, Instant, KindText, PlotShape, Tokens } from './common.ts';
import { Commit } from './deploy.ts';
import { REPORT_REASON_CODES, ReportSubject } from './safety.ts';

/**
 * What oTo tells other programs, signed after the Standard Webhooks specification: public facts and ids alone. No
 * address, no prompt, no words of what is private, nothing of a card. A version gains fields and never loses one.
 */
export const WEBHOOK_VERSION = 1;

const Person = z.strictObject({ id: IdText, name: z.string(), handle: z.string() });
/** Of a note that everybody may see: its page, and a picture of it for other sites. */
const links = { url: z.url(), picture: z.url() };
const purchase = { purchase: IdText, member: IdText };
/** Euro cents. */
const Cents = z.int().min(0);

export const WEBHOOK_DATA = {
  'payment.completed': z.strictObject({ ...purchase, pack: z.string(), tokens: Tokens, cents: Cents, test: z.boolean() }),
  'payment.refunded': z.strictObject({ ...purchase, refund: IdText, tokens: Tokens, cents: Cents }),
  'payment.disputed': z.strictObject({ ...purchase, state: z.enum(['open', 'won', 'lost']), cents: Cents }),
  /** Welcome tokens come with member.joined. */
  'tokens.granted': z.strictObject({
    member: IdText,
    tokens: Tokens,
    cause: z.enum(['purchase', 'operator']),
    purchase: IdText.nullable(),
  }),
  'creation.published': z.strictObject({
    id: IdText,
    kind: KindText,
    title: z.string(),
    author: Person,
    plot: PlotShape,
    ...links,
  }),
  'creation.hidden': z.strictObject({ id: IdText, kind: KindText }),
  'agent.published': z.strictObject({ id: IdText, kind: KindText, name: z.string(), owner: Person, ...links }),
  'member.joined': z.strictObject({ ...Person.shape, tokens: Tokens }),
  'report.opened': z.strictObject({
    id: IdText,
    subject: ReportSubject,
    subjectId: IdText,
    reason: z.enum(REPORT_REASON_CODES),
  }),
  'deploy.finished': z.strictObject({ id: IdText, outcome: z.enum(['done', 'failed', 'rolled_back']), commit: Commit }),
} as const;

export type WebhookType = keyof typeof WEBHOOK_DATA;
export const WEBHOOK_TYPES = Object.keys(WEBHOOK_DATA) as [WebhookType, ...WebhookType[]];
export type WebhookData<T extends WebhookType> = z.input<(typeof WEBHOOK_DATA)[T]>;

/** Sent when an operator asks for it, whatever the endpoint listens to. */
export const WEBHOOK_TEST = 'webhook.test';
export const WebhookTest = z.strictObject({ endpoint: IdText });

/** The whole body of a delivery. `timestamp`: when it happened. */
export function webhookBody<T extends string, S extends z.ZodType>(type: T, data: S) {
  return z.strictObject({ type: z.literal(type), version: z.literal(WEBHOOK_VERSION), timestamp: Instant, data });
}

export const WEBHOOK_URL_MAX = 2000;

/** One address that is told. */
export const WebhookEndpoint = z.object({
  id: IdText,
  url: z.string(),
  note: z.string(),
  events: z.array(z.enum(WEBHOOK_TYPES)),
  enabled: z.boolean(),
  /** Why it is off. gone: it answered 410; failing: nothing got through for days. */
  offBecause: z.enum(['operator', 'gone', 'failing']).nullable(),
  failingSince: Instant.nullable(),
  /** Until then the secret before is signed with too. */
  secretBeforeUntil: Instant.nullable(),
  createdAt: Instant,
  waiting: z.int(),
  failed: z.int(),
  /** When it was made or its secret replaced: this once. */
  secret: z.string().optional(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
export const WebhookEndpoints = z.object({ endpoints: z.array(WebhookEndpoint) });

const Url = z.string().trim().min(1).max(WEBHOOK_URL_MAX);
const Note = z.string().trim().max(100);
const Events = z.array(z.enum(WEBHOOK_TYPES)).min(1).max(WEBHOOK_TYPES.length);
export const WebhookCreate = z.strictObject({ url: Url, note: Note.default(''), events: Events });
export const WebhookPatch = z
  .strictObject({ url: Url.optional(), note: Note.optional(), events: Events.optional(), enabled: z.boolean().optional() })
  .refine((patch) => Object.keys(patch).length > 0);

/** failed: given up, or the endpoint is gone. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const WebhookDelivery = z.object({
  /** Digits; rises. */
  id: z.string(),
  endpoint: IdText,
  url: z.string(),
  /** webhook-id: the same each time that it is sent. */
  message: z.string(),
  type: z.enum([...WEBHOOK_TYPES, WEBHOOK_TEST]),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  createdAt: Instant,
  triedAt: Instant.nullable(),
  /** When it is sent next; null unless it waits. */
  nextAt: Instant.nullable(),
  /** HTTP status of the last answer. */
  status: z.int().nullable(),
  /** First bytes of the last answer. */
  answer: z.string(),
  /** Why there was no answer. */
  error: z.string().nullable(),
  body: z.string(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const DeliveryId = z.string().regex(/^[1-9]\d{0,17}$/);
export const DeliveryParam = z.object({ id: DeliveryId });
/** Newest first; `before` is the last one seen. */
export const DeliveryQuery = z.object({
  endpoint: IdText.optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  type: z.enum([...WEBHOOK_TYPES, WEBHOOK_TEST]).optional(),
  before: DeliveryId.optional(),
});
export const DELIVERY_PAGE = 50;
export const WebhookDeliveries = z.object({ deliveries: z.array(WebhookDelivery) });
/** POST /api/operator/deliveries/replay: every one that failed since then. */
export const ReplayRequest = z.strictObject({ since: Instant, endpoint: IdText.optional() });
export const Replayed = z.object({ replayed: z.int() });
