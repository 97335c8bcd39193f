import { idFromUuid } from '@oto/schema/base/id';
import { RECORD_VERSION, type AtlasRecord, type Policy } from '@oto/schema/board/record';

type PlotRow = {
  readonly owner_id: string;
  readonly epoch: number;
  readonly notes: number;
  readonly tint: number;
  readonly policy: Policy;
};

/** What the atlas shows of a plot. */
export function atlasOf(plot: PlotRow): AtlasRecord {
  return { v: RECORD_VERSION, o: idFromUuid(plot.owner_id), e: plot.epoch, n: plot.notes, t: plot.tint, p: plot.policy };
}
