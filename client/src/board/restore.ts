import type { HistoryLayout } from '@oto/schema/contract/history';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { BoardRights } from './board-rights.ts';
import type { BoardView } from './board-view.ts';
import type { Handiwork } from './handiwork.ts';
import { tieRefusal, type MoveRefusal } from './move-rights.ts';
import { changesTo } from './rewind.ts';

export interface RestoreOptions {
  readonly view: Pick<BoardView, 'region'>;
  readonly rights: Pick<BoardRights, 'refusalToday'>;
  readonly work: Pick<Handiwork, 'do'>;
  readonly onRefused: (code: MoveRefusal, region: string) => void;
}

/**
 * Makes a plot's layout that earlier one again, as one command. Ties that this person may not set are
 * left as they are. Answers the number of edits; 0 also where the plot is not loaded.
 */
export function restoreLayout({ view, rights, work, onRefused }: RestoreOptions, plot: Plot, layout: HistoryLayout): number {
  const region = view.region(plotKey(plot));
  if (!region) return 0;
  const { refusalToday } = rights;
  const refusal = refusalToday(region.key);
  if (refusal) {
    onRefused(refusal, region.key);
    return 0;
  }
  return work.do(
    changesTo(region, layout).filter(
      (change) => change.root === 'places' || tieRefusal(refusalToday, region.key, change.before, change.after) === null,
    ),
  );
}
