import * as Y from 'yjs';
import { claimFact } from '@oto/api/plot/atlas-record';
import { colourOf } from '@oto/api/identity/member-colour';
import { mirrorFacts } from '@oto/collab-server/document/consequence';
import { changesOf } from '@oto/collab-server/outbox/apply';
import { regionName } from '@oto/schema/board/document-name';
import { regionOf } from '@oto/schema/board/roots';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { placeOf, type Plan } from '../plan/plan.ts';
import { placesOf } from './moved.ts';
import { inboundOf, recordOf } from './records.ts';
import { tieOf } from './ties.ts';
import { clientOf, type Written } from './written.ts';

/** A made plot has never been rewritten. */
export const EPOCH = 1;

/** The claim of a plot by its number, as the api tells it. */
export function claimOf(plan: Plan, plot: number): Extract<OutboxFact, { type: 'claim' }> {
  const [from, to] = plan.notes.of(plot);
  const owner = plan.members.uuid(plot);
  const row = { owner_id: owner, epoch: EPOCH, notes: to - from, tint: colourOf(owner), policy: plan.policy(plot) };
  const fact = claimFact({ ...placeOf(plan, plot), ...row });
  if (fact.type !== 'claim') throw new Error('a claim is told by a claim');
  return fact;
}

/** A plot's region: what the facts of its notes and cords make of an empty document, and what people did there. */
export function regionDocument(plan: Plan, plot: number): Written {
  const place = placeOf(plan, plot);
  const name = regionName(place, EPOCH);
  const doc = new Y.Doc();
  doc.clientID = clientOf(plan.world, name);
  const { places, ties } = regionOf(doc);
  doc.transact(() => {
    for (const fact of factsOf(plan, plot, place)) tell(doc, name, fact);
    for (const [note, at] of placesOf(plan, plot)) places.set(plan.notes.ids.id(note), at);
    for (const tie of plan.ties.ofHome(plot)) ties.set(...tieOf(plan, tie));
  });
  const written = { name, client: doc.clientID, state: Y.encodeStateAsUpdate(doc) };
  doc.destroy();
  return written;
}

function* factsOf(plan: Plan, plot: number, place: Plot): Generator<OutboxFact> {
  const { notes, ties } = plan;
  yield claimOf(plan, plot);
  const [from, to] = notes.of(plot);
  for (let note = from; note < to; note++) yield { type: 'note', plot: place, note: notes.ids.id(note), record: recordOf(plan, note) };
  for (const cord of plan.inbound(plot)) yield { type: 'inbound', plot: place, ...inboundOf(plan, cord) };
  for (const tie of plan.tiesInto(plot)) {
    const home = placeOf(plan, notes.plotOf[ties.ends(tie)[0]] ?? 0);
    const [key, record] = tieOf(plan, tie);
    yield* mirrorFacts(home, key, null, record).filter((fact) => plotKey(fact.plot) === plotKey(place));
  }
}

/** Nothing may follow elsewhere from what is told: the far ends are told to their own regions. */
function tell(doc: Y.Doc, name: string, fact: OutboxFact): void {
  for (const { document, apply } of changesOf(fact, EPOCH)) {
    if (document !== name) continue;
    apply(doc, (next) => {
      throw new Error(`${fact.type} in ${name} cannot stand: ${JSON.stringify(next)}`);
    });
  }
}
