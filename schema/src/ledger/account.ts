/** A member's accounts. `earnings` holds what is not yet past the dispute window; it matures into `wallet_paid`. */
export const MEMBER_ACCOUNTS = ['wallet_paid', 'wallet_promo', 'earnings', 'debt'] as const;
export type MemberAccount = (typeof MEMBER_ACCOUNTS)[number];

/** One row each, owned by nobody. Their balance is the sum of their transfers, never a counter: a hot row costs 9x. */
export const PLATFORM_ACCOUNTS = ['platform_revenue', 'stripe_clearing', 'promo_issued', 'expired', 'fraud_loss'] as const;
export type PlatformAccount = (typeof PLATFORM_ACCOUNTS)[number];

export const TRANSFER_KINDS = ['welcome', 'grant', 'capture', 'earning', 'purchase', 'refund', 'expiry'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

export const HOLD_STATES = ['open', 'captured', 'voided', 'expired'] as const;
export type HoldState = (typeof HOLD_STATES)[number];
