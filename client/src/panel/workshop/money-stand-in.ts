import { newId } from '@oto/schema/base/id';
import { ERRORS, type ErrorCode } from '@oto/schema/contract/errors';
import type { Me } from '@oto/schema/contract/identity';
import type { Wallet } from '@oto/schema/contract/ledger';
import type { Purchase, Shop } from '@oto/schema/contract/purchase';
import type { Consumption, EntryParts, Statement, StatementEntry } from '@oto/schema/contract/statement';
import type { Transport } from '../../api/http.ts';
import { addDays, countDays, dayAt, type Day } from '../wallet/days.ts';
import { withPurchase } from '../wallet/keep-purchase.ts';
import { AGENTS, CREATIONS } from './fixtures.ts';

const NOW = Date.now();
const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();

const SHOP: Shop = {
  payments: 'test',
  currency: 'eur',
  packs: [
    { id: 'handful-500', tokens: 500, cents: 500 },
    { id: 'armful-1100', tokens: 1100, cents: 1000 },
    { id: 'cartload-3000', tokens: 3000, cents: 2500 },
  ],
};

const WALLET: Wallet = {
  available: 1271,
  paid: 1100,
  promo: 183,
  held: 12,
  earnings: 3,
  debt: 0,
  expiring: { tokens: 83, at: ago(-24 * 40) },
};

type Line = readonly [hours: number, kind: StatementEntry['kind'], amount: number, rest?: Partial<StatementEntry>];
type Account = 'available' | 'paid' | 'promo' | 'held' | 'earnings' | 'debt';

const work = (kind: string): StatementEntry['creation'] => {
  const found = CREATIONS.find((one) => one.kind === kind);
  return found === undefined ? null : { id: found.id, title: found.title, kind: found.kind };
};
const LIGHTHOUSE = { job: newId(), creation: work('text') };
const SKY = { job: newId(), creation: work('image') };
const BOUGHT = newId();
const ENDS = { expiresAt: ago(-24 * 40) };

/** Oldest first. */
const LINES: { readonly [A in Account]: readonly Line[] } = {
  available: [
    [24 * 20, 'welcome', 100, ENDS],
    [24 * 12, 'grant', 100, { note: 'Merci pour l’atelier du dimanche' }],
    [50, 'hold', -25, LIGHTHOUSE],
    [49.9, 'capture', 8, LIGHTHOUSE],
    [20, 'purchase', 1100, { purchase: BOUGHT }],
    [0.1, 'hold', -12, SKY],
  ],
  paid: [[20, 'purchase', 1100, { purchase: BOUGHT }]],
  promo: [
    [24 * 20, 'welcome', 100, ENDS],
    [24 * 12, 'grant', 100],
    [49.9, 'capture', -17, LIGHTHOUSE],
  ],
  held: [
    [50, 'hold', 25, LIGHTHOUSE],
    [49.9, 'capture', -25, LIGHTHOUSE],
    [0.1, 'hold', 12, SKY],
  ],
  earnings: [[33, 'capture', 3, { creation: work('text') }]],
  debt: [],
};

const PARTS: { readonly [kind: string]: EntryParts['parts'] } = {
  welcome: [{ tokens: 100, to: 'promo', name: '', agent: null, creation: null }],
  grant: [{ tokens: 100, to: 'promo', name: '', agent: null, creation: null }],
  hold: [{ tokens: -25, to: 'held', name: '', agent: null, creation: null }],
  capture: [
    { tokens: 25, to: 'back', name: '', agent: null, creation: null },
    { tokens: -12, to: 'platform', name: '', agent: null, creation: null },
    { tokens: -3, to: 'agent', name: 'Clio', agent: null, creation: null },
    { tokens: -2, to: 'royalty', name: 'Le phare qui ne dort pas', agent: null, creation: null },
  ],
  purchase: [{ tokens: 1100, to: 'stripe', name: '', agent: null, creation: null }],
};

function purchase(hours: number, state: Purchase['state'], pack: number, rest: Partial<Purchase> = {}): Purchase {
  const { id, tokens, cents } = SHOP.packs[pack] ?? { id: '', tokens: 0, cents: 0 };
  return {
    id: newId(),
    at: ago(hours),
    pack: id,
    tokens,
    cents,
    state,
    test: true,
    checkoutUrl: state === 'open' ? '/panels.html?as=member&shop=test' : null,
    invoiceUrl: null,
    taxCents: state === 'granted' ? Math.round(cents / 6) : null,
    refunded: { tokens: 0, cents: 0 },
    disputed: false,
    withdrawal: null,
    ...rest,
  };
}

const PURCHASES: readonly Purchase[] = [
  purchase(0.2, 'open', 2),
  purchase(5, 'pending', 0),
  purchase(20, 'granted', 1, {
    id: BOUGHT,
    invoiceUrl: '/panels.html',
    withdrawal: { until: ago(-24 * 13), tokens: 1088, cents: 989 },
  }),
  purchase(24 * 30, 'granted', 2, { refunded: { tokens: 2400, cents: 2000 } }),
  purchase(24 * 40, 'granted', 0, { disputed: true }),
  purchase(24 * 41, 'failed', 0),
];

/** What stands there: `payments` of the shop, the wallet of somebody new or in debt, and how a payment ends. */
export type MoneyScene = {
  readonly payments: Shop['payments'];
  readonly wallet: 'new' | 'debt' | null;
  readonly paid: Purchase['state'];
};

/** Answers for tokens and purchases, and leaves the rest to `others`. */
export function withMoney(others: Transport, scene: MoneyScene): Transport {
  const isNew = scene.wallet === 'new';
  let purchases = isNew ? [] : PURCHASES;
  let asked = 0;
  const wallet = (known: Wallet): Wallet => {
    if (isNew) return { ...known, available: 100, paid: 0, promo: 100, held: 0, earnings: 0, expiring: null };
    return scene.wallet === 'debt' ? { ...WALLET, available: 183, paid: 0, held: 0, debt: 340 } : WALLET;
  };
  const keep = (one: Purchase): Purchase => {
    purchases = withPurchase(purchases, one);
    return one;
  };

  function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const id = url.pathname.split('/')[3] ?? '';
    switch (`${method} ${url.pathname.replace(/\/[\w-]{22}(?=\/|$)/, '/:id').replace(/\/\d+$/, '/:entry')}`) {
      case 'GET /api/wallet/statement':
        return isNew && url.searchParams.get('account') !== 'available' ? statement([], url) : statement(isNew ? NEW : null, url);
      case 'GET /api/wallet/statement/:entry':
        return { parts: partsOf(url) };
      case 'GET /api/wallet/consumption':
        return isNew ? { days: [], agents: [], earned: [], total: 0 } : consumption(url);
      case 'GET /api/packs':
        return { ...SHOP, payments: scene.payments };
      case 'GET /api/purchases':
        return { purchases };
      case 'POST /api/purchases': {
        const pack = SHOP.packs.findIndex((one) => one.id === body['pack']);
        return pack < 0 ? 'unknown_pack' : keep(purchase(0, 'open', pack, { checkoutUrl: null }));
      }
      case 'POST /api/purchases/:id/recheck': {
        asked++;
        const known = purchases.find((one) => one.id === id) ?? purchase(0, 'open', 1, { id: newId() });
        return keep({ ...known, state: asked < 2 ? known.state : scene.paid });
      }
      case 'POST /api/purchases/:id/withdraw': {
        const known = purchases.find((one) => one.id === id);
        if (!known?.withdrawal) return 'nothing_to_refund';
        const { tokens, cents } = known.withdrawal;
        return keep({ ...known, withdrawal: null, refunded: { tokens, cents } });
      }
      case 'POST /api/billing':
        return { url: '/panels.html?as=member' };
      default:
        return null;
    }
  }

  return async (path, init, onSent) => {
    const url = new URL(path, location.origin);
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    if (path === '/api/me') {
      const response = await others(path, init, onSent);
      const me = (await response.clone().json()) as Me | { readonly error: unknown } | null;
      return me === null || !('wallet' in me) ? response : new Response(JSON.stringify({ ...me, wallet: wallet(me.wallet) }));
    }
    const value = answer(init.method ?? 'GET', url, body);
    if (value === null) return others(path, init, onSent);
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    if (typeof value !== 'string') return new Response(JSON.stringify(value));
    const code = value as ErrorCode;
    return new Response(JSON.stringify({ error: { code, message: '', requestId: 'workshop' } }), { status: ERRORS[code].http });
  };
}

const NEW: readonly Line[] = [[0.2, 'welcome', 100, ENDS]];

function statement(lines: readonly Line[] | null, url: URL): Statement {
  const account = (url.searchParams.get('account') ?? 'available') as Account;
  const [kind, from, to] = ['kind', 'from', 'to'].map((name) => url.searchParams.get(name));
  let balance = 0;
  const all = (lines ?? LINES[account]).map(([hours, of, amount, rest], at): StatementEntry => {
    balance += amount;
    const empty = { note: '', job: null, creation: null, purchase: null, expiresAt: null };
    return { entry: String(at + 1), at: ago(hours), kind: of, amount, balance, ...empty, ...rest };
  });
  const entries = all
    .filter((one) => (!kind || one.kind === kind) && (!from || one.at.slice(0, 10) >= from) && (!to || one.at.slice(0, 10) <= to))
    .toReversed();
  const oldest = entries.at(-1);
  return {
    entries,
    opening: oldest === undefined ? balance : oldest.balance - oldest.amount,
    closing: entries[0]?.balance ?? balance,
    more: false,
  };
}

function partsOf(url: URL): EntryParts['parts'] {
  const account = (url.searchParams.get('account') ?? 'available') as Account;
  const [, kind, amount] = LINES[account][Number(url.pathname.split('/').at(-1)) - 1] ?? [0, 'welcome', 0];
  const parts = PARTS[kind] ?? [];
  return parts.length === 1 ? parts.map((part) => ({ ...part, tokens: amount })) : parts;
}

const ENGAGED = ['text', 'image', 'image', 'voice', 'video'] as const;

function consumption(url: URL): Consumption {
  const from = url.searchParams.get('from') ?? '';
  const to = url.searchParams.get('to') ?? dayAt(NOW, 'UTC');
  const dates: readonly Day[] = Array.from({ length: countDays(from, to) }, (_, at) => addDays(to, -at));
  const busy = dates.filter((_, at) => (at * 7) % 5 !== 3 && at % 6 !== 4);
  const days = busy.flatMap((day, at) =>
    ENGAGED.filter((_, n) => (at + n) % 3 === 0).map((kind, n) => ({
      day,
      kind,
      creations: 1 + (at % 3),
      tokens: 6 + ((at * 13 + n * 17) % 60),
    })),
  );
  const total = days.reduce((sum, day) => sum + day.tokens, 0);
  return {
    days: [...new Map(days.map((one) => [one.day + one.kind, one])).values()],
    agents: AGENTS.slice(0, 4).map(({ id, name, kind }, at) => ({
      agent: id,
      name,
      kind,
      runs: 40 - at * 9,
      tokens: Math.round(total / (at + 2)),
    })),
    earned: dates.filter((_, at) => at % 9 === 2).map((day, at) => ({ day, fees: 2 + at, royalties: at % 2 })),
    total,
  };
}
