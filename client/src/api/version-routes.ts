import { ServedVersion } from '@oto/schema/contract/version';
import type { Calls } from './calls.ts';

/** What is served now. */
export function versionRoutes({ call }: Calls) {
  return { version: () => call('/api/version', ServedVersion) };
}
