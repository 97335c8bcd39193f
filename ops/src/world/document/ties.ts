import { CORD_COLOURS } from '@oto/schema/board/palette';
import { RECORD_VERSION, type TieRecord } from '@oto/schema/board/record';
import { below, stream } from '../draw.ts';
import { Ids } from '../plan/ids.ts';
import type { Plan } from '../plan/plan.ts';
import { tieName } from '../words/asks.ts';
import { personOf } from '../words/people.ts';
import { endOf } from './records.ts';

/** How often people name a string. */
const NAMED = 0.3;
/** Milliseconds after both notes were pinned, at most. */
const TIED_WITHIN = 10 * 86_400_000;

/** A tie by its number: key and record, as its home's region holds them. */
export function tieOf(plan: Plan, tie: number): readonly [key: string, record: TieRecord] {
  const { world, notes, ties } = plan;
  const random = stream(world, 'tie', tie);
  const [here, there] = ties.ends(tie);
  const { lang } = personOf(plan, notes.plotOf[here] ?? 0);
  const ids = new Ids(1);
  ids.draw(0, Math.floor(Math.max(notes.at[here] ?? 0, notes.at[there] ?? 0) + random() * TIED_WITHIN), random);
  const record: TieRecord = {
    v: RECORD_VERSION,
    a: endOf(plan, here),
    b: endOf(plan, there),
    c: below(random, CORD_COLOURS.length),
    ...(random() < NAMED ? { n: tieName(random, lang) } : {}),
  };
  return [ids.id(0), record];
}
