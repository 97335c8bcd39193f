/**
 * What became of one sending. `again`: it surely did not arrive and may be tried later, after the wait that was asked
 * for if any. `gone`: the address is no more. `lost`: refused, or nobody knows; never tried again, so nothing arrives twice.
 */
export type Outcome =
  | { readonly type: 'sent' }
  | { readonly type: 'again'; readonly why: string; readonly waitMs?: number }
  | { readonly type: 'gone' }
  | { readonly type: 'lost'; readonly why: string };
