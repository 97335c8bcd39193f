import { idFromUuid } from '@oto/schema/base/id';
import { startDueLoop } from '../database/due-loop.ts';
import type { Deps } from '../deps.ts';
import { claimDue, untilClaim, type Claimed } from './claim.ts';
import { makePoster, type Poster } from './post.ts';
import { secretBox, type SecretBox } from './secret.ts';
import { settle } from './settle.ts';
import { signedHeaders } from './sign.ts';

/** Under way at once in this replica. */
const ROOM = 32;

/**
 * Sends what waits, at least once each, beside other replicas: one that falls silent while it sends is followed by
 * another. A slow endpoint holds up none but itself. `stop` breaks off what is under way; it is sent again elsewhere.
 */
export async function startWebhooks(deps: Deps, post: Poster = posterOf(deps)): Promise<{ stop(): Promise<void> }> {
  const box = secretBox(deps.config.authSecret);
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const loop = await startDueLoop(deps, {
    channel: 'webhook',
    what: 'webhooks',
    async work() {
      const claimed = await claimDue(deps, ROOM - underWay.size);
      for (const one of claimed) {
        const sending = send(deps, box, post, one, stopping.signal).catch((error: unknown) => {
          // Its lease runs out, and it is sent again.
          deps.log.error({ err: error, delivery: one.id }, 'what came of a webhook could not be written down');
        });
        underWay.add(sending);
        void sending.then(() => underWay.delete(sending));
      }
      return claimed.length;
    },
    // A full replica waits for one of its own to end, which notifies.
    untilDue: () => (underWay.size >= ROOM ? Promise.resolve(null) : untilClaim(deps)),
    close: () => undefined,
  });
  return {
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.all(underWay);
    },
  };
}

export function posterOf({ config }: Pick<Deps, 'config'>): Poster {
  return makePoster({ allowed: config.webhookAllowHosts });
}

/** One try. */
export async function send(deps: Deps, box: SecretBox, post: Poster, sent: Claimed, stop: AbortSignal): Promise<void> {
  const secrets = secretsOf(box, sent, deps.now());
  if (secrets === null) {
    await settle(deps, sent, { type: 'unanswered', error: 'secret_unreadable' });
    return;
  }
  const message = { id: messageOf(sent.event), body: sent.body };
  await settle(deps, sent, await post(sent.url, signedHeaders(message, secrets, deps.now()), sent.body, stop));
}

/** webhook-id of an event (uuid). */
export function messageOf(eventUuid: string): string {
  return `msg_${idFromUuid(eventUuid)}`;
}

/** The newest first; null when it cannot be opened. */
function secretsOf(box: SecretBox, { endpoint, secret, secret_before, before_until }: Claimed, now: Date): readonly string[] | null {
  const current = secret === null ? null : box.open(secret, endpoint);
  if (current === null) return null;
  const before = secret_before !== null && before_until !== null && before_until > now ? box.open(secret_before, endpoint) : null;
  return before === null ? [current] : [current, before];
}
