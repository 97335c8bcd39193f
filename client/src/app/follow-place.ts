import { createEffect, on, onCleanup, type Accessor } from 'solid-js';
import type { BoardController } from '../board/board-controller.ts';
import { placeFromSearch, placePath } from '../board/place-address.ts';
import { isElsewhere, type Place } from '../board/visits.ts';
import type { Address } from './address.ts';

/** The view has stayed for so long, milliseconds. Browsers refuse to be told much more often. */
const STAYED_MS = 400;

export type FollowPlaceOptions = {
  readonly board: BoardController;
  readonly address: Accessor<Address>;
  /** Of the address, as the router has last read or written it. */
  readonly search: Accessor<string>;
  /** What is open has the address. */
  readonly held: () => boolean;
  /** Adds to a path what the address tells beside the place. */
  readonly decorate: (path: string) => string;
  /** Replaces the address, path and all. */
  readonly replace: (path: string) => void;
};

/**
 * Keeps the address bar at a link to what is seen, without growing the browser's history; a short
 * address (`/`, `/@name`) stays until one has left where it led. The other way round, going back in
 * the browser to such a link flies there. While a note or a member's page is open the address is theirs.
 * Called under a Solid root, once the board has arrived where the address led.
 */
export function followPlace({ board, address, search, held, decorate, replace }: FollowPlaceOptions): void {
  /** Where a short address led; `next`: where the view comes to rest next; null: it is left behind. */
  let landing: Place | 'next' | null = address().type === 'note' ? null : board.sight();
  let written = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    const at = address();
    const sight = board.sight();
    if (held()) return;
    if (landing === 'next') landing = sight;
    if (landing !== null && !isElsewhere(landing, sight, sight)) return;
    landing = null;
    const path = decorate(placePath(sight));
    written = path.slice(1);
    // The router need not know of a view; only a path of another kind is its business.
    if (at.type === 'board') history.replaceState(history.state, '', path);
    else replace(path);
  };
  createEffect(
    on([board.sight, address], () => {
      clearTimeout(timer);
      timer = setTimeout(write, STAYED_MS);
    }),
  );
  onCleanup(() => clearTimeout(timer));

  createEffect(
    on(
      address,
      (at) => {
        landing = at.type === 'plot' ? 'next' : null;
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      search,
      (asked) => {
        if (asked === written) return;
        const place = placeFromSearch(asked);
        if (place?.type === 'plot') board.flyToPlot(place.plot);
        else if (place && isElsewhere(place, board.sight(), board.sight())) board.flyTo(place);
      },
      { defer: true },
    ),
  );
}
