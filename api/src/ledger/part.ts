import type { EntryParts } from '@oto/schema/contract/statement';
import type { MemberAccount, PlatformAccount } from '@oto/schema/ledger/account';

export type Part = EntryParts['parts'][number];

export function plain(tokens: number, to: Part['to']): Part {
  return { tokens, to, name: '', agent: null, creation: null };
}

/** How a statement calls the account on the other side. */
export function partyOf(account: MemberAccount | PlatformAccount): Part['to'] {
  switch (account) {
    case 'wallet_paid':
    case 'wallet_promo':
      return 'wallet';
    case 'earnings':
      return 'earnings';
    case 'debt':
      return 'debt';
    case 'platform_revenue':
    case 'fraud_loss':
      return 'platform';
    case 'stripe_clearing':
      return 'stripe';
    case 'promo_issued':
      return 'promo';
    case 'expired':
      return 'expired';
    default:
      return account satisfies never;
  }
}
