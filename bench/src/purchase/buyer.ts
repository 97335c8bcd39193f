import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@oto/schema/base/id';
import { CONSENT_VERSION } from '@oto/schema/contract/purchase';
import type { MemberClient } from '@oto/ops/http/member-client';

/** What becomes of a payment, deed by deed at the stand-in; `amount`, `currency` and `payer` are what was meddled with. */
export const FATES = [
  { share: 46, deeds: ['pay'] },
  { share: 14, deeds: ['pay-slowly', 'arrive'] },
  { share: 5, deeds: ['pay-slowly', 'bounce'] },
  { share: 5, deeds: ['pay-slowly'] },
  { share: 4, deeds: ['expire'] },
  { share: 4, deeds: [] },
  { share: 4, deeds: ['pay:amount'] },
  { share: 4, deeds: ['pay:currency'] },
  { share: 4, deeds: ['pay:payer'] },
  { share: 3, deeds: ['pay', 'refund'] },
  { share: 4, deeds: ['pay', 'dispute', 'lose'] },
  { share: 3, deeds: ['pay', 'dispute', 'win'] },
] as const;
export type Fate = (typeof FATES)[number];

const CONSENT = { version: CONSENT_VERSION, words: 'Je demande à recevoir mes jetons tout de suite (essai).' };
const GIVE_UP_MS = 120_000;
const PAUSE_MS = 150;

/** Draws a fate by its share; `n` in 0..1. */
export function fateOf(n: number): Fate {
  let left = n * FATES.reduce((sum, { share }) => sum + share, 0);
  for (const fate of FATES) {
    left -= fate.share;
    if (left < 0) return fate;
  }
  return FATES[0];
}

/** Buys one pack to its end, through whatever the api goes through meanwhile: every step is repeated until it is answered. */
export async function buyOne(client: MemberClient, fate: Fate, recheck: boolean): Promise<void> {
  const key = newId();
  const body = JSON.stringify({ pack: 'handful-500', consent: CONSENT });
  const own = { cookie: client.cookie, origin: client.url };
  const headers = { ...own, 'content-type': 'application/json', 'idempotency-key': key };
  const opened = await until(() => fetch(`${client.url}/api/purchases`, { method: 'POST', headers, body }), 201);
  const { id, checkoutUrl } = (await opened.json()) as { id: string; checkoutUrl: string | null };
  const session = checkoutUrl?.split('/').at(-1);
  if (session === undefined) throw new Error(`no page for purchase ${id}`);
  const steps = fate.deeds.map((step) => async () => {
    const [deed, meddle] = step.split(':');
    const form = new URLSearchParams(meddle === undefined ? {} : { meddle });
    const send = () => fetch(`${client.url}/test-payments/${session}/${deed}`, { method: 'POST', body: form, redirect: 'manual' });
    await (await until(send, 303)).body?.cancel();
  });
  for (const step of steps) await step();
  if (!recheck) return;
  const again = await until(() => fetch(`${client.url}/api/purchases/${id}/recheck`, { method: 'POST', headers: own }), 200);
  await again.body?.cancel();
}

/** Repeats what broke off or met a server in trouble. Throws on any other answer. */
export async function until(send: () => Promise<Response>, status: number): Promise<Response> {
  const end = Date.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await send().catch(() => null);
    if (answer?.status === status) return answer;
    const text = answer ? await answer.text().catch(() => '') : 'no answer';
    if (answer && answer.status < 500) throw new Error(`${answer.status} ${answer.url}: ${text.slice(0, 200)}`);
    if (Date.now() > end) throw new Error(`given up: ${answer?.status} ${text.slice(0, 200)}`);
    await delay(PAUSE_MS);
  }
}
