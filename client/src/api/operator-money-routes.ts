import { OperatorPurchase, OperatorPurchases, Reconciliation, type RefundRequest } from '@oto/schema/contract/purchase';
import { PlatformConsumption, TrialBalance } from '@oto/schema/contract/statement';
import type { z } from 'zod';
import type { Calls } from './calls.ts';
import type { Days } from './money-routes.ts';
import { Nothing } from './nothing.ts';

const of = '/api/operator';

/** The books and everybody's purchases. Operators alone. */
export function operatorMoneyRoutes({ call, post }: Calls) {
  return {
    trialBalance: () => call(`${of}/trial-balance`, TrialBalance),
    allUse: (days: Days) => call(`${of}/consumption?${new URLSearchParams(days).toString()}`, PlatformConsumption),

    /** Newest first; `before` is the last one seen. */
    allPurchases: (state: OperatorPurchase['state'] | null, before?: string) => {
      const query = new URLSearchParams({ ...(state === null ? {} : { state }), ...(before === undefined ? {} : { before }) });
      return call(`${of}/purchases${query.size === 0 ? '' : `?${query.toString()}`}`, OperatorPurchases);
    },
    recheckAny: (id: string) => post(`${of}/purchases/${id}/recheck`, OperatorPurchase, {}),
    refund: (id: string, refund: z.input<typeof RefundRequest>, idempotencyKey: string) =>
      post(`${of}/purchases/${id}/refund`, OperatorPurchase, refund, idempotencyKey),
    forgive: (member: string, reason: string) => post(`${of}/members/${member}/forgive`, Nothing, { reason }),
    reconciliation: () => call(`${of}/reconcile`, Reconciliation),
    reconcile: () => post(`${of}/reconcile`, Reconciliation, {}),
  };
}
