import { STRIPE_WEBHOOK } from '../../http/paths.ts';
import type { Post } from './desk.ts';

type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Sends events to the webhook of the api at `origin`, as Stripe would from outside. */
export function postBy(send: Send, origin: string): Post {
  return async (body, signature) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature };
    const answer = await send(`${origin}${STRIPE_WEBHOOK}`, { method: 'POST', headers, body });
    await answer.body?.cancel();
    return answer.status;
  };
}
