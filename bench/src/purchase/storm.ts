import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { newId } from '@oto/schema/base/id';
import { FORGERIES, sign, type Signed } from './signed.ts';

const TYPES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
] as const;
const BATCH = 40;
const PAUSE_MS = 20;

export type Counts = { sent: number; forged: number; forgedAccepted: number; repeated: number; refused: number };

/**
 * Posts events at the webhook without end, drawn from what has happened so far: the same again, in no order, several at
 * once; others about the same sessions under names of their own, also before anything was paid; and forged ones.
 */
export class Storm {
  readonly counts: Counts = { sent: 0, forged: 0, forgedAccepted: 0, repeated: 0, refused: 0 };
  readonly #url: string;
  readonly #pool: pg.Pool;
  readonly #secret: string;
  readonly #random: () => number;
  #stopped = false;

  constructor(url: string, pool: pg.Pool, secret: string, random: () => number) {
    this.#url = url;
    this.#pool = pool;
    this.#secret = secret;
    this.#random = random;
  }

  stop(): void {
    this.#stopped = true;
  }

  async blow(): Promise<void> {
    while (!this.#stopped) {
      const { rows } = await this.#pool.query<{ type: string; body: { id: string } }>(
        `select type, body from test_payment where type in ('event', 'checkout.session') order by random() limit $1`,
        [BATCH],
      );
      await Promise.all(rows.map(({ type, body }) => this.#one(type === 'event' ? body : null, body.id)));
      await delay(PAUSE_MS);
    }
  }

  async #one(event: object | null, session: string): Promise<void> {
    const forged = this.#random() < 0.3;
    const body = JSON.stringify(event === null || forged ? this.#invented(session, forged) : event);
    if (!forged) {
      const signed = sign(body, this.#secret);
      const twice = this.#random() < 0.3;
      if (event !== null) this.counts.repeated++;
      const statuses = await Promise.all([this.#post(signed), ...(twice ? [this.#post(signed)] : [])]);
      this.counts.refused += statuses.filter((status) => status >= 400 && status < 500).length;
      return;
    }
    const forge = FORGERIES[Math.floor(this.#random() * FORGERIES.length)];
    if (!forge) throw new Error('no forgery');
    this.counts.forged++;
    const status = await this.#post(forge(body, this.#secret, Math.floor(Date.now() / 1000)));
    if (status >= 200 && status < 300) this.counts.forgedAccepted++;
  }

  #invented(session: string, forged: boolean): object {
    const type = TYPES[Math.floor(this.#random() * TYPES.length)];
    const id = `evt_${forged ? 'forged' : 'drill'}${newId().replaceAll(/[-_]/g, '0')}`;
    const object = { id: session, object: 'checkout.session', payment_status: 'paid', status: 'complete' };
    return { id, object: 'event', type, created: Math.floor(Date.now() / 1000), livemode: false, data: { object } };
  }

  /** 0: nobody answered. */
  async #post({ body, signature }: Signed): Promise<number> {
    this.counts.sent++;
    const headers = { 'content-type': 'application/json', ...(signature === null ? {} : { 'stripe-signature': signature }) };
    try {
      const answer = await fetch(`${this.#url}/api/stripe/webhook`, { method: 'POST', headers, body });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return 0;
    }
  }
}
