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

/** What people make of a note: likes, votes for the wall, what they say, and its author to follow. */
export function SocialStrip(props: { readonly id: Id; readonly type: NoteType; readonly author: Person }) {
  const app = useApp();
  const queries = useQueryClient();
  const location = useLocation();
  const [open, setOpen] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const asked = useQuery(() => ({
    queryKey: KEYS.noteSocial(props.id),
    queryFn: async () => valueOf(await app.api.noteSocial(props.id)),
    retry: false,
  }));
  const counts = () => asked.data?.counts ?? { likes: 0, comments: 0, votes: 0 };
  const listId = `comments-${props.id}`;

  // A link to a comment opens them.
  createEffect(on([() => soughtComment(location.hash), () => props.id], ([sought]) => sought !== null && setOpen(true)));

  /** Shown at once, and put right by the answer. */
  async function turn(guess: (now: NoteSocial) => NoteSocial, ask: (now: NoteSocial) => Promise<Answer<NoteSocial>>): Promise<void> {
    const key = KEYS.noteSocial(props.id);
    if (busy() || !app.needsMember()) return;
    setBusy(true);
    // Pressed before it was known what stands.
    const known = asked.data === undefined ? await asked.refetch() : asked;
    const before = known.data;
    if (before === undefined) {
      setBusy(false);
      if (known.error instanceof ApiError) app.notify({ tone: 'error', title: app.sentence(known.error.failure) });
      return;
    }
    await queries.cancelQueries({ queryKey: key });
    queries.setQueryData<NoteSocial>(key, guess(before));
    const answer = await ask(before);
    setBusy(false);
    queries.setQueryData<NoteSocial>(key, answer.ok ? answer.value : before);
    if (!answer.ok) {
      // What was counted meanwhile, or done without an answer, is asked for.
      void queries.invalidateQueries({ queryKey: key });
      return app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    }
    const { likes, comments, votes } = answer.value.counts;
    app.board()?.showCounts([[props.id, likes, comments, votes]]);
    void queries.invalidateQueries({ queryKey: KEYS.featured });
  }
  const like = (): Promise<void> =>
    turn(
      (now) => ({ ...now, liked: !now.liked, counts: { ...now.counts, likes: Math.max(0, now.counts.likes + (now.liked ? -1 : 1)) } }),
      (now) => (now.liked ? app.api.unlike(props.id) : app.api.like(props.id)),
    );
  const vote = (): Promise<void> =>
    turn(
      (now) => ({ ...now, voted: !now.voted, counts: { ...now.counts, votes: Math.max(0, now.counts.votes + (now.voted ? -1 : 1)) } }),
      (now) => (now.voted ? app.api.unvote(props.id) : app.api.vote(props.id)),
    );
  const mine = () => app.me()?.id === props.author.id;

  return (
    <section class="social" aria-label={app.t('social.strip')} data-testid="social" data-known={asked.data === undefined ? undefined : ''}>
      <div class="social-row">
        <Mark
          name={app.t('social.like')}
          words={app.count('social.like', counts().likes)}
          n={counts().likes}
          pressed={asked.data?.liked === true}
          testid="like"
          onPress={() => void like()}
        >
          <Heart size={21} aria-hidden="true" />
        </Mark>
        <Show when={props.type === 'creation' && !mine()}>
          <Mark
            name={app.t('social.vote')}
            words={app.count('social.vote', counts().votes)}
            n={counts().votes}
            pressed={asked.data?.voted === true}
            testid="vote"
            onPress={() => void vote()}
          >
            <Star size={21} aria-hidden="true" />
          </Mark>
        </Show>
        <Mark
          name={app.t('social.comments')}
          words={app.count('social.comments', counts().comments)}
          n={counts().comments}
          expanded={open()}
          controls={listId}
          testid="comments-open"
          onPress={() => setOpen(!open())}
        >
          <MessageCircle size={21} aria-hidden="true" />
        </Mark>
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
function Mark(props: {
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
