import type { Id } from '@oto/schema/base/id';
import type { DocumentName } from '@oto/schema/board/document-name';
import type { FarEnd, NoteRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type * as Y from 'yjs';
import type { Inspection } from '../firewall/inspect.ts';
import { tieKeys, tiesSet, type Ground } from '../firewall/judge.ts';
import type { Judged } from '../journal/journal.ts';
import type { Actor } from './actor.ts';
import type { Catalogue, PlotFacts } from './catalogue.ts';
import { plotOf } from './consequence.ts';
import { mayWrite } from './policy.ts';
import { FAR_NOTES_MAX, FAR_PLOTS_MAX } from './quota.ts';
import { Refusal } from './refusal.ts';

export type BoardFacts = Pick<Catalogue, 'plot' | 'ends'>;

/** The ground to judge an update on, and the plots it was surveyed from. */
export type Survey = { readonly ground: Ground; readonly plots: readonly Plot[]; readonly judged: readonly Judged[] };

type Site = { readonly name: DocumentName; readonly text: string; readonly doc: Y.Doc };

/**
 * Asks for all that the rules need to know of this update. Throws Refusal: `old_epoch` when the region
 * lives on under a newer epoch, `edit_refused` when the update concerns too much of the board at once,
 * `unavailable` when the facts cannot be had.
 */
export async function survey(site: Site, seen: Inspection, actor: Actor, facts: BoardFacts): Promise<Survey> {
  const { name, text, doc } = site;
  if (name.kind === 'atlas') return { ground: { kind: 'atlas', name: text }, plots: [], judged: [] };
  const { notes, ties } = regionOf(doc);
  const standing = [...tieKeys(seen.touches)].flatMap((key) => ties.get(key) ?? []);
  const wanted = tiesSet(seen.touches);

  const plots = new Map([[plotKey(name.plot), name.plot]]);
  for (const tie of [...standing, ...wanted]) for (const plot of [plotOf(tie.a), plotOf(tie.b)]) plots.set(plotKey(plot), plot);
  if (plots.size > FAR_PLOTS_MAX + 1) throw new Refusal('edit_refused', 'too many far plots');
  const abroad = new Set(
    wanted.flatMap(({ a, b }) => [a, b].filter((end) => plotKey(plotOf(end)) !== plotKey(name.plot)).map(([id]) => id)),
  );
  if (abroad.size > FAR_NOTES_MAX) throw new Refusal('edit_refused', 'too many far notes');

  const known = new Map<string, PlotFacts>();
  const judged: Judged[] = [];
  let ends: ReadonlyMap<Id, FarEnd>;
  try {
    for (const [key, plot] of plots) {
      const found = await facts.plot(plot);
      if (!found) continue;
      known.set(key, found);
      judged.push({ plot, rights: found.rights });
    }
    ends = abroad.size === 0 ? new Map() : await facts.ends([...abroad]);
  } catch (error) {
    throw new Refusal('unavailable', String(error));
  }
  if ((known.get(plotKey(name.plot))?.epoch ?? name.epoch) > name.epoch) throw new Refusal('old_epoch', text);

  const allowed = new Set([...known].filter(([, found]) => mayWrite(actor, found)).map(([key]) => key));
  const ground: Ground = {
    kind: 'region',
    name: text,
    plot: name.plot,
    mayWrite: (plot) => allowed.has(plotKey(plot)),
    note: (id) => {
      const here = notes.get(id);
      return here ? endOf(id, here, name.plot) : (ends.get(id) ?? null);
    },
    tie: (key) => ties.get(key) ?? null,
    ties: () => ties.size,
  };
  return { ground, plots: [...plots.values()], judged };
}

function endOf(id: Id, { s }: NoteRecord, plot: Plot): FarEnd {
  return [id, plot.x, plot.y, s[0], s[1]];
}

/** The standing value of a tie. */
export function tieIn(doc: Y.Doc, key: string): TieRecord | null {
  return regionOf(doc).ties.get(key) ?? null;
}
