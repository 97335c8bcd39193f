import { useLocation } from '@solidjs/router';
import type { Id } from '@oto/schema/base/id';
import type { Person, NoteSocial, NoteType } from '@oto/schema/contract/social';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Heart from 'lucide-solid/icons/heart';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Star from 'lucide-solid/icons/star';
import { createEffect, createSignal, on, Show, type JSX } from 'solid-js';
import { ApiError, valueOf, type Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { soughtComment } from '../../app/address.ts';
import { CommentList } from './comment-list.tsx';
import { FollowButton } from './follow-button.tsx';
import { settled, turned, type Mark } from './mark.ts';

/** What people make of a note: likes, votes for the wall, what they say, and its author to follow. */
export function SocialStrip(props: { readonly id: Id; readonly type: NoteType; readonly author: Person }) {
  const app = useApp();
  const queries = useQueryClient();
  const location = useLocation();
  const [open, setOpen] = createSignal(false);
  const asked = useQuery(() => ({
    queryKey: KEYS.noteSocial(props.id),
    queryFn: async () => valueOf(await app.api.noteSocial(props.id)),
    retry: false,
  }));
  const counts = () => asked.data?.counts ?? { likes: 0, comments: 0, votes: 0 };
  const listId = `comments-${props.id}`;

  // A link to a comment opens them.
  createEffect(on([() => soughtComment(location.hash), () => props.id], ([sought]) => sought !== null && setOpen(true)));

  const ask: Record<Mark, (id: Id, isOn: boolean) => Promise<Answer<NoteSocial>>> = {
    like: (id, isOn) => (isOn ? app.api.unlike(id) : app.api.like(id)),
    vote: (id, isOn) => (isOn ? app.api.unvote(id) : app.api.vote(id)),
  };
  /** Marks whose answer is awaited: pressed again meanwhile, one does nothing; the other does. */
  const awaited = new Set<string>();

  /** Shown at once, and put right by the answer. */
  async function press(mark: Mark): Promise<void> {
    const { id } = props;
    const pressed = `${mark} ${id}`;
    if (awaited.has(pressed) || !app.needsMember()) return;
    awaited.add(pressed);
    try {
      await turn(id, mark);
    } finally {
      awaited.delete(pressed);
    }
  }
  async function turn(id: Id, mark: Mark): Promise<void> {
    const key = KEYS.noteSocial(id);
    // Pressed before it was known what stands.
    if (asked.data === undefined) {
      const { error } = await asked.refetch();
      if (error instanceof ApiError) app.notify({ tone: 'error', title: app.sentence(error.failure) });
    }
    await queries.cancelQueries({ queryKey: key });
    const before = queries.getQueryData<NoteSocial>(key);
    if (before === undefined) return;
    queries.setQueryData<NoteSocial>(key, turned(before, mark));
    const answer = await ask[mark](id, mark === 'like' ? before.liked : before.voted);
    const told = answer.ok ? answer.value : before;
    const now = queries.setQueryData<NoteSocial>(key, (shown) => (shown === undefined ? told : settled(shown, told, mark)));
    if (!answer.ok) {
      // What was counted meanwhile, or done without an answer, is asked for.
      void queries.invalidateQueries({ queryKey: key });
      return app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    }
    const { likes, comments, votes } = (now ?? told).counts;
    app.board()?.showCounts([[id, likes, comments, votes]]);
    void queries.invalidateQueries({ queryKey: KEYS.featured });
  }
  const mine = () => app.me()?.id === props.author.id;

  return (
    <section class="social" aria-label={app.t('social.strip')} data-testid="social" data-known={asked.data === undefined ? undefined : ''}>
      <div class="social-row">
        <MarkButton
          name={app.t('social.like')}
          words={app.count('social.like', counts().likes)}
          n={counts().likes}
          pressed={asked.data?.liked === true}
          testid="like"
          onPress={() => void press('like')}
        >
          <Heart size={21} aria-hidden="true" />
        </MarkButton>
        <Show when={props.type === 'creation' && !mine()}>
          <MarkButton
            name={app.t('social.vote')}
            words={app.count('social.vote', counts().votes)}
            n={counts().votes}
            pressed={asked.data?.voted === true}
            testid="vote"
            onPress={() => void press('vote')}
          >
            <Star size={21} aria-hidden="true" />
          </MarkButton>
        </Show>
        <MarkButton
          name={app.t('social.comments')}
          words={app.count('social.comments', counts().comments)}
          n={counts().comments}
          expanded={open()}
          controls={listId}
          testid="comments-open"
          onPress={() => setOpen(!open())}
        >
          <MessageCircle size={21} aria-hidden="true" />
        </MarkButton>
        <FollowButton handle={props.author.handle} name={props.author.name} />
      </div>
      <Show when={asked.data?.voted === true && asked.data.votesLeft !== null}>
        <p class="muted small" role="status" data-testid="votes-left">
          {app.count('social.votesLeft', asked.data?.votesLeft ?? 0)}
        </p>
      </Show>
      <div id={listId}>
        <Show when={open()}>
          <CommentList note={props.id} sought={soughtComment(location.hash)} mayComment={asked.data?.mayComment ?? null} />
        </Show>
      </div>
    </section>
  );
}

/** A small drawing with its number; pressed, its pencil is coloured in. */
function MarkButton(props: {
  readonly name: string;
  /** The number in words. */
  readonly words: string;
  readonly n: number;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly testid: string;
  readonly onPress: () => void;
  readonly children: JSX.Element;
}) {
  const app = useApp();
  return (
    <button
      type="button"
      class="social-mark"
      aria-label={`${props.name}, ${props.words}`}
      title={props.name}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      data-mark={props.testid}
      data-testid={props.testid}
      onClick={() => props.onPress()}
    >
      {props.children}
      <span class="number" data-testid={`${props.testid}-count`}>
        {app.format().number(props.n)}
      </span>
    </button>
  );
}
