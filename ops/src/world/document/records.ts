import { agentRecord } from '@oto/api/agent/read-agents';
import type { Id } from '@oto/schema/base/id';
import { RECORD_VERSION, type FarEnd, type InboundRecord, type NoteRecord } from '@oto/schema/board/record';
import { placeOf, type Inbound, type Plan } from '../plan/plan.ts';
import { agentColour } from '../rows/ground.ts';

/** Where a note's cords and ties begin and end. */
export function endOf(plan: Plan, note: number): FarEnd {
  const { notes } = plan;
  const { x, y } = placeOf(plan, notes.plotOf[note] ?? 0);
  const [seatX, seatY] = notes.seat(note);
  return [notes.ids.id(note), x, y, seatX, seatY];
}

/** A note as its region holds it, from the same facts and in the same form as the api's. */
export function recordOf(plan: Plan, note: number): NoteRecord {
  const { notes, members, cords } = plan;
  const plot = notes.plotOf[note] ?? 0;
  const kind = notes.kind(note);
  const seat = notes.seat(note);
  if (notes.isAgent(note)) {
    const [seat_x, seat_y, seat_rot] = seat;
    return agentRecord({ kind, colour: agentColour(plan, note), owner_id: members.uuid(plot), seat_x, seat_y, seat_rot });
  }
  const parents = [...cords.parents.of(note)].map((parent) => endOf(plan, parent));
  return {
    k: kind,
    s: seat,
    o: members.id(plot),
    a: [...cords.agents.of(note)].map((agent) => [endOf(plan, agent), agentColour(plan, agent)]),
    ...(parents.length > 0 ? { p: parents } : {}),
    ...(kind === 'image' || kind === 'video' ? { m: 1 } : {}),
  };
}

/** The far end of a cord in the region that it comes from, with its key. */
export function inboundOf(plan: Plan, { child, source, kind }: Inbound): { readonly key: string; readonly record: InboundRecord } {
  const here: Id = plan.notes.ids.id(source);
  const colour = kind === 'agent' ? agentColour(plan, source) : 0;
  return {
    key: `${plan.notes.ids.id(child)}:${here}`,
    record: { v: RECORD_VERSION, k: kind, here, far: endOf(plan, child), c: colour },
  };
}
