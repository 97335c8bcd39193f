import type { NoteSocial } from '@oto/schema/contract/social';
import type { QueryClient } from '@tanstack/solid-query';
import type { BoardController } from '../board/board-controller.ts';
import { KEYS } from './query-keys.ts';

/** What the regions tell of likes, comments and votes goes into open previews; new comments are asked for. Returns the way to stop. */
export function followCounts(board: Pick<BoardController, 'onCounted'>, queries: QueryClient): () => void {
  return board.onCounted((counts) => {
    for (const [id, likes, comments, votes] of counts) {
      const key = KEYS.noteSocial(id);
      const before = queries.getQueryData<NoteSocial>(key)?.counts;
      if (before === undefined) continue;
      queries.setQueryData<NoteSocial>(key, (known) => known && { ...known, counts: { likes, comments, votes } });
      if (before.comments !== comments) void queries.invalidateQueries({ queryKey: KEYS.comments(id) });
      if (before.votes !== votes) void queries.invalidateQueries({ queryKey: KEYS.featured });
    }
  });
}
