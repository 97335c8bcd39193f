import type { Featured, Frame } from '@oto/schema/contract/social';
import type { Card } from '@oto/schema/contract/card';
import { useQuery } from '@tanstack/solid-query';
import { isId } from '@oto/schema/base/id';
import { createEffect, createMemo, For, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import type { FilteredNote } from '../../board/filter/board-filter.ts';
import { isHiddenForMe } from '../../app/hidden-notes.ts';
import type { WallFrame, WallView } from '../../scene/types.ts';
import { useFeatured } from './featured-query.ts';

/** What hangs at the centre: the closed week's; while that has none, this week's as it stands. */
function hungOf({ last, running }: Featured): { readonly week: string; readonly frames: readonly Frame[]; readonly isRunning: boolean } {
  const isRunning = last.frames.length === 0;
  const { week, frames } = isRunning ? running : last;
  return { week, frames, isRunning };
}

/** What is on the wall, and what a filter asks of it. */
type Hung = { readonly wall: WallView | null; readonly frames: readonly FilteredNote[] };

/** Hangs the wall of the week on the board, opens what is clicked there, and lists its frames for those who do not see them. */
export function WallFeed() {
  const app = useApp();
  const asked = useFeatured();
  const hung = createMemo(() => (asked.data === undefined ? null : hungOf(asked.data)));
  const ids = createMemo(() => hung()?.frames.map(({ creation }) => creation) ?? [], [], {
    equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]),
  });
  const cards = useQuery(() => ({
    queryKey: KEYS.cardsOf(ids()),
    queryFn: async () => valueOf(await app.api.cards(ids())).cards,
    enabled: ids().length > 0,
    staleTime: Infinity,
  }));
  /** As one text, so that only what is seen to differ hangs it anew. */
  const drawn = createMemo(() => {
    const now = hung();
    if (now === null || now.frames.length === 0) return JSON.stringify({ wall: null, frames: [] } satisfies Hung);
    if (cards.data === undefined && !cards.isError) return undefined;
    const words = new Map((cards.data ?? []).map((card) => [card.id, card]));
    const wall = {
      title: app.t('wall.title'),
      line: app.t(now.isRunning ? 'wall.running' : 'week.last', { date: app.format().wholeDay(now.week) }),
      frames: now.frames.map((frame) => wallFrame(frame, words.get(frame.creation))),
    };
    const frames = now.frames.map((frame) => filteredFrame(frame, words.get(frame.creation), now.isRunning));
    return JSON.stringify({ wall, frames } satisfies Hung);
  });

  createEffect(() => {
    const board = app.board();
    const asText = drawn();
    if (board === null || asText === undefined) return;
    const { wall, frames } = JSON.parse(asText) as Hung;
    board.setWall(wall, frames);
  });
  createEffect(() => {
    const board = app.board();
    if (board === null) return;
    onCleanup(
      board.onWall((creation) => {
        if (creation === null) app.showSide({ type: 'week' });
        else if (isId(creation)) app.openNote(creation);
      }),
    );
  });

  /** As the outline of notes: neither what the filter dims nor what this person hid. */
  const listed = () => {
    const dimmed = app.board()?.wallDimmed();
    return hung()?.frames.filter(({ creation }) => dimmed?.has(creation) !== true && !isHiddenForMe(creation));
  };

  return (
    <Show when={app.board()?.wallInSight() === true && listed()}>
      {(frames) => (
        <ul class="wall-list" aria-label={app.t('wall.list', { n: frames().length })} data-testid="wall">
          <For each={frames()}>
            {(frame) => (
              <li>
                <button type="button" class="wall-item" onClick={() => app.openNote(frame.creation)} data-testid="wall-frame">
                  {app.t('wall.frame', { title: frame.title, name: frame.author.name, votes: app.count('social.vote', frame.votes) })}
                </button>
              </li>
            )}
          </For>
        </ul>
      )}
    </Show>
  );
}

function wallFrame({ creation, kind, title, author, votes, thumb }: Frame, card: Card | undefined): WallFrame {
  // Its place on the wall stays, blank as the note's paper.
  if (isHiddenForMe(creation)) return { creation, kind, title: '', author: author.name, votes, excerpt: '' };
  const picture = thumb ?? card?.thumb;
  return {
    creation,
    kind,
    title,
    author: author.name,
    votes,
    excerpt: card?.excerpt ?? '',
    ...(card?.peaks === undefined ? {} : { peaks: card.peaks }),
    ...(picture === undefined || kind === 'text' ? {} : { thumbUrl: picture }),
  };
}

/** Votes are those of this week, as a filter counts them on the board; a frame of the closed week tells those it hangs for. */
function filteredFrame({ creation, kind, author, agents, votes }: Frame, card: Card | undefined, isRunning: boolean): FilteredNote {
  const { likes = 0, comments = 0, votes: counted = 0 } = card?.counts ?? {};
  return { id: creation, kind, author: author.id, agents, counts: { likes, comments, votes: isRunning ? votes : counted } };
}
