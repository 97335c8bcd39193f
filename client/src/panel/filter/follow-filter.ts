import { createEffect, createResource, on, type Accessor } from 'solid-js';
import type { BoardController } from '../../board/board-controller.ts';
import type { Failure } from '../../api/http.ts';
import type { OtoApi } from '../../api/oto-api.ts';
import { isFiltering, spanOf, withFilter, type Filter } from './filter.ts';

export type FollowFilterOptions = {
  readonly api: Pick<OtoApi, 'member'>;
  readonly board: Accessor<BoardController | null>;
  readonly filter: Accessor<Filter>;
  /** Nobody has such a handle, or they could not be asked about. */
  readonly onUnknown: (handle: string, failure: Failure) => void;
};

/** Dims the board as the filter says, and keeps the address at it. Called under a Solid root. */
export function followFilter({ api, board, filter, onUnknown }: FollowFilterOptions): void {
  const [author] = createResource(
    () => filter().by,
    async (handle) => {
      const answer = await api.member(handle);
      if (answer.ok) return { handle, id: answer.value.id };
      onUnknown(handle, answer.failure);
      return undefined;
    },
  );

  createEffect(() => {
    const [shown, asked] = [board(), filter()];
    // What was shown stays until the author is known.
    if (shown === null || author.loading) return;
    const known = author.latest;
    const { kinds, likes, votes, cords } = asked;
    shown.setFilter(
      isFiltering(asked)
        ? {
            kinds,
            likes,
            votes,
            cords,
            agent: asked.with,
            author: asked.by === null ? null : known?.handle === asked.by ? known.id : 'nobody',
            ...spanOf(asked),
          }
        : null,
    );
  });

  createEffect(
    on(
      filter,
      (next) => {
        const path = withFilter(`${location.pathname}${location.search}`, next);
        history.replaceState(history.state, '', `${path}${location.hash}`);
      },
      { defer: true },
    ),
  );
}
