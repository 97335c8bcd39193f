import type { Id } from '@oto/schema/base/id';
import { Lineage, Outdated } from '@oto/schema/contract/lineage';
import type { Calls } from './calls.ts';

/** Where a creation comes from, what came of it, and whether it could be made again. */
export function lineageRoutes({ call }: Calls) {
  return {
    /** `whole`: with what else came of its ancestors. */
    lineage: (id: Id, whole = false) => call(`/api/creations/${id}/lineage${whole ? '?whole=1' : ''}`, Lineage),
    /** My own ones alone. */
    outdated: (id: Id) => call(`/api/creations/${id}/outdated`, Outdated),
  };
}
