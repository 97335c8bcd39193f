import type { Kysely } from 'kysely';
import { Stripe } from 'stripe';
import type { Payments as Mode } from '@oto/schema/contract/purchase';
import type { Config } from '../config.ts';
import type { Tables } from '@oto/schema/db/tables';
import { ApiError } from '../http/api-error.ts';
import { startTestDesk, type TestDesk } from './test-desk/desk.ts';
import { testSecrets } from './test-desk/secrets.ts';

/** Longer than Stripe takes, shorter than a request of ours may. */
const TIMEOUT_MS = 12_000;

/** One shop. `livemode` false: no money moves, whether Stripe itself or the stand-in answers. */
export type Shop = {
  readonly stripe: Stripe;
  readonly webhookSecret: string;
  readonly livemode: boolean;
};

export type Payments = {
  /** Null: nothing is sold. */
  readonly shop: Shop | null;
  /** The stand-in for Stripe; only in a run without keys, never in production. */
  readonly desk: TestDesk | null;
  /** Does `work` of one name once at a time in this process; whoever asks meanwhile gets the same answer. */
  once<T>(name: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Stripe, or the stand-in that a run without keys talks to by the same SDK. */
export async function startPayments(
  config: Pick<Config, 'payments' | 'production' | 'authSecret' | 'publicUrl'>,
  db: Kysely<Tables>,
): Promise<Payments> {
  switch (config.payments.mode) {
    case 'off':
      return { shop: null, desk: null, once: makeOnce(), close: async () => undefined };
    case 'live': {
      const { secretKey, webhookSecret } = config.payments;
      const stripe = new Stripe(secretKey, { timeout: TIMEOUT_MS, maxNetworkRetries: 1, telemetry: false });
      return {
        shop: { stripe, webhookSecret, livemode: isLiveKey(secretKey) },
        desk: null,
        once: makeOnce(),
        close: async () => undefined,
      };
    }
    case 'test': {
      if (config.production) throw new Error('production takes no test payments');
      const secrets = testSecrets(config.authSecret);
      const desk = await startTestDesk({ db, secrets, publicUrl: config.publicUrl });
      const stripe = standInClient(desk, secrets.apiKey, TIMEOUT_MS);
      return { shop: { stripe, webhookSecret: secrets.webhookSecret, livemode: false }, desk, once: makeOnce(), close: () => desk.close() };
    }
    default:
      return config.payments satisfies never;
  }
}

/** The real SDK, led to the stand-in. */
export function standInClient(desk: Pick<TestDesk, 'port'>, apiKey: string, timeout: number): Stripe {
  return new Stripe(apiKey, { host: '127.0.0.1', port: desk.port, protocol: 'http', timeout, maxNetworkRetries: 0, telemetry: false });
}

/** Throws purchase_off where nothing is sold. */
export function shopOf({ payments }: { readonly payments: Payments }): Shop {
  if (!payments.shop) throw new ApiError('purchase_off', { detail: 'PAYMENTS=off' });
  return payments.shop;
}

export function modeOf({ shop }: Payments): Mode {
  if (!shop) return 'off';
  return shop.livemode ? 'live' : 'test';
}

function isLiveKey(key: string): boolean {
  return /^(sk|rk)_live_/.test(key);
}

function makeOnce(): Payments['once'] {
  const running = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>) => {
    const under = running.get(name) as Promise<T> | undefined;
    if (under) return under;
    const started = work().finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };
}
