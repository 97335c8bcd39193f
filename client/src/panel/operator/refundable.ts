import type { OperatorPurchase } from '@oto/schema/contract/purchase';

type Standing = Pick<OperatorPurchase, 'state' | 'cents' | 'refunded' | 'refunds' | 'disputes'>;

/**
 * Whether money can be given back now. Of a refused payment all of it goes back at once; of a granted one piece by
 * piece; never while another refund waits or the bank has taken the money.
 */
export function isRefundable({ state, cents, refunded, refunds, disputes }: Standing): boolean {
  if (disputes.some((dispute) => dispute.state !== 'won') || refunds.some((refund) => refund.state === 'open')) return false;
  switch (state) {
    case 'granted':
      return refunded.cents < cents;
    case 'refused':
      return refunds.every((refund) => refund.state === 'failed');
    case 'open':
    case 'pending':
    case 'failed':
    case 'expired':
      return false;
    default:
      return state satisfies never;
  }
}
