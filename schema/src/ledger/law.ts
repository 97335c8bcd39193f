/** What the ledger's laws are called; each is a query of `db/ledger-law`. */
export const LEDGER_LAW_NAMES = [
  'balance',
  'holds',
  'floor',
  'capture',
  'key',
  'lots',
  'zero',
  'statement_available',
  'statement_held',
  'statement_paid',
  'statement_promo',
  'statement_earnings',
  'statement_debt',
  'job',
  'split',
  'purchase',
  'jar',
] as const;
export type LedgerLawName = (typeof LEDGER_LAW_NAMES)[number];
