import type { Agent } from 'node:https';
import webPush from 'web-push';
import type { PushMessage } from '@oto/schema/contract/notification';
import type { PushConfig } from '../config.ts';
import { pushEndpoint } from './push-address.ts';
import type { Outcome } from './sender.ts';

export type PushSender = {
  /** `keys` are base64url. `topic`: of several messages still waiting at the push service, the last counts. */
  send(
    to: { readonly endpoint: string; readonly p256dh: string; readonly auth: string },
    message: PushMessage,
    topic: string,
  ): Promise<Outcome>;
};

const ANSWER_WITHIN_MS = 10_000;
/** How long a push service keeps a message for a device that is off. */
const KEPT_SECONDS = 86_400;
const WAIT_MAX_MS = 3_600_000;
/** The connection was never made. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Web Push, encrypted for the browser alone. `agent` is for push services whose certificate the system does not know. */
export function makePushSender({ publicKey, privateKey, subject, hosts }: PushConfig, agent?: Agent): PushSender {
  return {
    async send({ endpoint, p256dh, auth }, message, topic) {
      if (pushEndpoint(endpoint, hosts) !== endpoint) return { type: 'gone' };
      try {
        await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
          vapidDetails: { subject, publicKey, privateKey },
          TTL: KEPT_SECONDS,
          topic,
          timeout: ANSWER_WITHIN_MS,
          ...(agent ? { agent } : {}),
        });
        return { type: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof webPush.WebPushError) {
    const { statusCode, headers } = error;
    if (statusCode === 404 || statusCode === 410) return { type: 'gone' };
    const why = `HTTP ${statusCode}`;
    if (statusCode < 500 && statusCode !== 429) return { type: 'lost', why };
    const seconds = Number((headers as Readonly<Record<string, unknown>>)['retry-after']);
    return seconds > 0 ? { type: 'again', why, waitMs: Math.min(WAIT_MAX_MS, seconds * 1000) } : { type: 'again', why };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = code === '' ? String(error) : code;
  return { type: NOT_CONNECTED.has(code) ? 'again' : 'lost', why };
}
