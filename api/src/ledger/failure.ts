import type { Result } from '@oto/schema/base/result';
import { err, ok } from '@oto/schema/base/result';

export type LedgerCode = 'empty_wallet' | 'key_reused' | 'wrong_state';

/**
 * Runs one ledger call and turns its refusals into values. After a refusal the transaction can only
 * be rolled back; what is not a refusal throws.
 */
export async function ledgerCall<T>(work: Promise<T>): Promise<Result<T, LedgerCode>> {
  try {
    return ok(await work);
  } catch (error) {
    switch (sqlState(error)) {
      case 'OT402':
        return err('empty_wallet');
      case 'OT409':
        return err(/key/.test(String(error)) ? 'key_reused' : 'wrong_state');
      default:
        throw error;
    }
  }
}

export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
