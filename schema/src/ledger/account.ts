/** A member's accounts. `earnings` holds what is not yet past the dispute window; it matures into `wallet_paid`. */
export const MEMBER_ACCOUNTS = ['wallet_paid', 'wallet_promo', 'earnings', 'debt'] as const;
export type MemberAccount = (typeof MEMBER_ACCOUNTS)[number];

/** One row each, owned by nobody. Their balance is the sum of their transfers, never a counter: a hot row costs 9x. */
export const PLATFORM_ACCOUNTS = ['platform_revenue', 'stripe_clearing', 'promo_issued', 'expired', 'fraud_loss'] as const;
export type PlatformAccount = (typeof PLATFORM_ACCOUNTS)[number];

/**
 * earning: matured into the wallet. refund: money went back, the tokens with it. dispute: taken back by the buyer's
 * bank, or returned after it was won. repayment: of debt. forgiven: debt booked as a loss. forfeit: left by a closed account.
 */
export const TRANSFER_KINDS = [
  'welcome',
  'grant',
  'capture',
  'earning',
  'purchase',
  'refund',
  'expiry',
  'dispute',
  'repayment',
  'forgiven',
  'forfeit',
] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

export const HOLD_STATES = ['open', 'captured', 'voided', 'expired'] as const;
export type HoldState = (typeof HOLD_STATES)[number];
