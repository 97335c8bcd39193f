import { idFromUuid } from '@oto/schema/base/id';
import { RECORD_VERSION, type AtlasRecord, type Policy } from '@oto/schema/board/record';
import type { OutboxFact } from '@oto/schema/contract/outbox';

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

/** Tells the region and the atlas who owns a plot and what its policy is. */
export function claimFact(plot: PlotRow & { readonly x: number; readonly y: number }): OutboxFact {
  const claim = { v: RECORD_VERSION, o: idFromUuid(plot.owner_id), p: plot.policy, t: plot.tint } as const;
  return { type: 'claim', plot: { x: plot.x, y: plot.y }, claim, atlas: atlasOf(plot) };
}
