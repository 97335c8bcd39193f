import { Stripe } from 'stripe';
import { ApiError } from '../http/api-error.ts';

/**
 * What a failed call to Stripe means. refused: it surely did nothing. unknown: it may have done what was asked, its
 * answer was lost; asking again with the same key is the only way to know. Anything else is a bug and throws.
 */
export function meaningOf(error: unknown): 'refused' | 'unknown' {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (error instanceof Stripe.errors.StripeRateLimitError || error instanceof Stripe.errors.StripeIdempotencyError) return 'unknown';
  const status = error.statusCode ?? 0;
  return status >= 400 && status < 500 && status !== 409 ? 'refused' : 'unknown';
}

/** Whether Stripe says that there is no such thing; with `param`, that it is the one named there. */
export function isMissing(error: unknown, param?: string): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.code !== 'resource_missing') return false;
  return param === undefined || error.param === param;
}

/** Waits for Stripe's answer; throws payment_unavailable where there is none. */
export async function reach<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    meaningOf(error);
    throw new ApiError('payment_unavailable', { detail: error instanceof Error ? error.message : String(error), cause: error });
  }
}
