import type { Place } from './place.ts';

/** What one check did, in words that are the same whenever the same thing is found. */
export type Finding = {
  /** Single attempts, files, packages: whatever was counted. */
  readonly tried: number;
  readonly how: string;
  readonly result: string;
  /** Each a line; with one, the check has failed. */
  readonly problems: readonly string[];
  /** Why it could not be tried; it has then neither passed nor failed. */
  readonly missing?: string;
};

export type Check<P = Place> = { readonly name: string; readonly run: (place: P) => Promise<Finding> };
