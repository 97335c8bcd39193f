import { newId } from '@oto/schema/base/id';
import type { AuditEntry, Invitation, OperatorMember } from '@oto/schema/contract/account';
import type { OperatorPurchase, Reconciliation } from '@oto/schema/contract/purchase';
import type { PlatformConsumption, TrialBalance } from '@oto/schema/contract/statement';

const NOW = Date.now();
const DAY = 86_400;
const at = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
const LEA = { id: newId(), name: 'Léa Martin', handle: 'lea' };
const TOM = { id: newId(), name: 'Tom Okoro', handle: 'tom' };
const YANN = { id: newId(), name: 'Yann Le Goff', handle: 'yann' };

const purchase = (buyer: OperatorPurchase['buyer'], ago: number, rest: Partial<OperatorPurchase>): OperatorPurchase => ({
  id: newId(),
  at: at(-ago),
  pack: 'carnet',
  tokens: 500,
  cents: 900,
  state: 'granted',
  test: true,
  checkoutUrl: null,
  invoiceUrl: null,
  taxCents: 150,
  refunded: { tokens: 0, cents: 0 },
  disputed: false,
  withdrawal: null,
  buyer,
  session: 'cs_test_a1B2c3D4e5F6',
  paymentIntent: 'pi_3QxYz0000000000',
  trouble: null,
  refunds: [],
  disputes: [],
  ...rest,
});

let purchases: readonly OperatorPurchase[] = [
  purchase(LEA, 3600, { invoiceUrl: '#facture' }),
  purchase(TOM, DAY, {
    state: 'refused',
    trouble: 'payé 1,00 €, demandé 9,00 €',
    paymentIntent: 'pi_3QxYz0000000001',
  }),
  purchase(YANN, 3 * DAY, {
    refunded: { tokens: 120, cents: 216 },
    refunds: [{ at: at(-2 * DAY), tokens: 120, cents: 216, reason: 'geste commercial', state: 'done' }],
  }),
  purchase(TOM, 9 * DAY, {
    disputed: true,
    disputes: [{ id: 'dp_1', at: at(-DAY), state: 'open', cents: 900, clawed: 320, debt: 180 }],
  }),
  purchase(LEA, 9.5 * DAY, { state: 'open', paymentIntent: null }),
];

const RECONCILED: Reconciliation = {
  at: at(-540),
  undelivered: [],
  mended: [newId()],
  trouble: [{ purchase: newId(), what: 'Stripe : remboursé, ici : crédité' }],
};

const BALANCE: TrialBalance = {
  at: at(0),
  accounts: [
    { kind: 'wallet_paid', accounts: 41, posted: 12_480, held: 64 },
    { kind: 'wallet_promo', accounts: 212, posted: 9120, held: 18 },
    { kind: 'earnings', accounts: 38, posted: 861, held: 0 },
    { kind: 'debt', accounts: 1, posted: -180, held: 0 },
    { kind: 'platform_revenue', accounts: 1, posted: 7419, held: 0 },
    { kind: 'stripe_clearing', accounts: 1, posted: -14_000, held: 0 },
    { kind: 'promo_issued', accounts: 1, posted: -16_200, held: 0 },
    { kind: 'expired', accounts: 1, posted: 500, held: 0 },
    { kind: 'fraud_loss', accounts: 1, posted: 0, held: 0 },
  ],
  total: 0,
  transfers: 18_204,
  openHolds: 9,
  faults: [],
};

const USE: PlatformConsumption = {
  days: Array.from({ length: 21 }, (_, day) =>
    (['text', 'image', 'voice', 'video'] as const).map((kind, index) => ({
      day: at(-day * DAY).slice(0, 10),
      kind,
      creations: 4 + ((day * 7 + index * 3) % 9),
      tokens: 20 + ((day * 13 + index * 29) % 90),
    })),
  ).flat(),
  agents: [
    { agent: newId(), name: 'Clio', kind: 'text', runs: 84, tokens: 620 },
    { agent: newId(), name: 'Argus', kind: 'image', runs: 31, tokens: 544 },
  ],
  earned: Array.from({ length: 14 }, (_, day) => ({ day: at(-day * DAY).slice(0, 10), fees: 9 + (day % 5) * 3, royalties: day % 4 })),
  total: 1164,
  members: [
    { member: LEA.id, name: LEA.name, handle: LEA.handle, creations: 61, tokens: 702 },
    { member: TOM.id, name: TOM.name, handle: TOM.handle, creations: 40, tokens: 462 },
  ],
};

let members: readonly OperatorMember[] = [
  {
    ...LEA,
    email: 'lea@example.org',
    emailVerified: true,
    role: 'operator',
    joinedAt: at(-90 * DAY),
    available: 640,
    debt: 0,
    hidden: false,
  },
  {
    ...TOM,
    email: 'tom@example.org',
    emailVerified: true,
    role: 'member',
    joinedAt: at(-12 * DAY),
    available: 0,
    debt: 180,
    hidden: false,
  },
  {
    ...YANN,
    email: 'yann.le.goff@example.org',
    emailVerified: false,
    role: 'member',
    joinedAt: at(-DAY),
    available: 100,
    debt: 0,
    hidden: true,
  },
];

const invitation = (rest: Partial<Invitation>): Invitation => ({
  id: newId(),
  note: '',
  email: null,
  createdAt: at(-DAY),
  expiresAt: at(20 * DAY),
  usedAt: null,
  usedBy: null,
  revokedAt: null,
  ...rest,
});
let invitations: readonly Invitation[] = [
  invitation({ note: 'atelier du jeudi' }),
  invitation({ email: 'nadia@example.org' }),
  invitation({ note: 'presse', usedAt: at(-3600), usedBy: { id: TOM.id, name: TOM.name } }),
  invitation({ note: 'vieux lot', expiresAt: at(-DAY) }),
];

const DEEDS: readonly AuditEntry[] = [
  { id: '9', at: at(-60), action: 'refund', actor: LEA, subject: newId(), detail: { tokens: 120, cents: 216, reason: 'geste commercial' } },
  { id: '8', at: at(-600), action: 'switch_off', actor: LEA, subject: 'open_signup', detail: { reason: null } },
  { id: '7', at: at(-3600), action: 'sign_in', actor: TOM, subject: null, detail: { way: 'password', ip: '192.0.2.7' } },
  { id: '6', at: at(-7200), action: 'grant', actor: null, subject: TOM.id, detail: { amount: 100, reason: 'bienvenue', days: 90 } },
];

const switches = { generation: true, signup: true, purchase: true, open_signup: false };

/** The operator's books and people. Null: not one of their routes. */
export function operatorMoneyStandIn(method: string, path: string, body: Record<string, unknown>): unknown {
  const [, , , , id = ''] = path.split('/');
  switch (`${method} ${path.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
    case 'GET /api/operator/trial-balance':
      return BALANCE;
    case 'GET /api/operator/consumption':
      return USE;
    case 'GET /api/operator/purchases':
      return { purchases };
    case 'POST /api/operator/purchases/:id/refund':
      purchases = purchases.map((one) =>
        one.id === id
          ? {
              ...one,
              refunded: { tokens: one.tokens, cents: one.cents },
              refunds: [{ at: at(0), tokens: one.tokens, cents: one.cents, reason: String(body['reason']), state: 'open' }],
            }
          : one,
      );
      return purchases.find((one) => one.id === id);
    case 'POST /api/operator/purchases/:id/recheck':
      return purchases.find((one) => one.id === id);
    case 'GET /api/operator/reconcile':
    case 'POST /api/operator/reconcile':
      return RECONCILED;
    case 'GET /api/operator/members':
      return { members };
    case 'POST /api/operator/members/:id/role':
      members = members.map((one) => (one.id === id ? { ...one, role: body['role'] as OperatorMember['role'] } : one));
      return {};
    case 'POST /api/operator/members/:id/forgive':
      members = members.map((one) => (one.id === id ? { ...one, debt: 0 } : one));
      return {};
    case 'GET /api/operator/invitations':
      return { invitations };
    case 'POST /api/operator/invitations': {
      const made = Array.from({ length: Number(body['count']) }, () => invitation({ note: String(body['note']), createdAt: at(0) }));
      invitations = [...made, ...invitations];
      return { invitations: made.map((one, index) => ({ ...one, code: `H4KQ-9ZTR-${index + 10}WM` })) };
    }
    case 'DELETE /api/operator/invitations/:id':
      invitations = invitations.map((one) => (one.id === id ? { ...one, revokedAt: at(0) } : one));
      return {};
    case 'GET /api/operator/audit':
      return { entries: DEEDS };
    case 'GET /api/operator/switches':
      return switches;
    case 'PUT /api/operator/switches':
      Object.assign(switches, { [String(body['name'])]: body['enabled'] });
      return switches;
    default:
      return null;
  }
}
