import { useNavigate } from '@solidjs/router';
import type { Id } from '@oto/schema/base/id';
import type { Comment, Comments } from '@oto/schema/contract/social';
import { useInfiniteQuery, useQuery } from '@tanstack/solid-query';
import { createSignal, For, Match, Show, Switch, type JSX } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { notePath } from '../../app/address.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/states.tsx';
import { CommentForm } from './comment-form.tsx';
import { CommentLine } from './comment-line.tsx';

type Thread = Comments['threads'][number];

/** What people say of a note: threads, newest first. A link to one comment shows its thread alone. */
export function CommentList(props: {
  readonly note: Id;
  readonly sought: Id | null;
  /** Null while it is being asked. */
  readonly mayComment: boolean | null;
}) {
  const app = useApp();
  const navigate = useNavigate();
  return (
    <div class="comments" tabindex={-1} data-testid="comments">
      <Switch>
        <Match when={props.mayComment}>
          <CommentForm note={props.note} label={app.t('comment.new')} />
        </Match>
        <Match when={app.me() === null}>
          <Button look="paper" class="wide" onPress={() => app.showDialog({ type: 'join', mode: 'up' })} data-testid="comment-join">
            {app.t('comment.join')}
          </Button>
        </Match>
        <Match when={app.me() && props.mayComment === false}>
          <p class="muted small">{app.t('comment.may')}</p>
        </Match>
      </Switch>
      <Show when={props.sought} keyed fallback={<Pages note={props.note} mayAnswer={props.mayComment === true} />}>
        {(sought) => (
          <>
            <OneThread note={props.note} sought={sought} mayAnswer={props.mayComment === true} />
            <button
              type="button"
              class="link"
              onClick={() => navigate(notePath(props.note), { replace: true, scroll: false })}
              data-testid="comments-all"
            >
              {app.t('comment.all')}
            </button>
          </>
        )}
      </Show>
    </div>
  );
}

function Pages(props: { readonly note: Id; readonly mayAnswer: boolean }) {
  const app = useApp();
  const asked = useInfiniteQuery(() => ({
    queryKey: KEYS.comments(props.note),
    queryFn: async ({ pageParam }: { pageParam: Id | null }) => valueOf(await app.api.comments(props.note, pageParam ?? undefined)),
    initialPageParam: null as Id | null,
    getNextPageParam: (last: Comments) => last.next,
    retry: false,
  }));
  return (
    <Loaded asked={asked} lines={4}>
      {(data) => (
        <>
          <Threads
            threads={data().pages.flatMap((page) => page.threads)}
            mayAnswer={props.mayAnswer}
            sought={null}
            empty={
              <p class="comments-empty">
                <span class="hand">{app.t('comment.empty')}</span> <span class="muted">{app.t('comment.emptyText')}</span>
              </p>
            }
          />
          <Show when={asked.hasNextPage}>
            <Button look="quiet" class="wide" pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>
              {app.t('comment.more')}
            </Button>
          </Show>
        </>
      )}
    </Loaded>
  );
}

function OneThread(props: { readonly note: Id; readonly sought: Id; readonly mayAnswer: boolean }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.thread(props.note, props.sought),
    queryFn: async () => valueOf(await app.api.thread(props.sought)),
    retry: false,
  }));
  return (
    <Loaded asked={asked} lines={3}>
      {(data) => <Threads threads={data().threads} mayAnswer={props.mayAnswer} sought={props.sought} empty={null} />}
    </Loaded>
  );
}

function Threads(props: {
  readonly threads: readonly Thread[];
  readonly mayAnswer: boolean;
  readonly sought: Id | null;
  readonly empty: JSX.Element;
}) {
  return (
    <Show when={props.threads.length > 0} fallback={props.empty}>
      <ol class="threads">
        <For each={props.threads.map(({ id }) => id)}>
          {(id) => (
            <Show when={props.threads.find((one) => one.id === id)}>
              {(thread) => (
                <li>
                  <ThreadView thread={thread()} mayAnswer={props.mayAnswer} sought={props.sought} />
                </li>
              )}
            </Show>
          )}
        </For>
      </ol>
    </Show>
  );
}

function ThreadView(props: { readonly thread: Thread; readonly mayAnswer: boolean; readonly sought: Id | null }) {
  const app = useApp();
  const [answered, setAnswered] = createSignal<Comment | null>(null);
  const answer = (comment: Comment) => (props.mayAnswer ? () => setAnswered(comment) : undefined);
  return (
    <>
      <CommentLine comment={props.thread} sought={props.sought === props.thread.id} onAnswer={answer(props.thread)} />
      <Show when={props.thread.answers.length > 0}>
        <ol class="answers">
          <For each={props.thread.answers.map(({ id }) => id)}>
            {(id) => (
              <Show when={props.thread.answers.find((one) => one.id === id)}>
                {(one) => (
                  <li>
                    <CommentLine comment={one()} sought={props.sought === id} onAnswer={answer(one())} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ol>
      </Show>
      <Show when={answered()}>
        {(to) => (
          <div class="answers">
            <CommentForm
              note={props.thread.note}
              thread={props.thread.id}
              label={app.t('comment.answerTo', { name: to().author?.name ?? app.t('person.gone') })}
              focus
              onSent={() => setAnswered(null)}
              onCancel={() => setAnswered(null)}
            />
          </div>
        )}
      </Show>
    </>
  );
}
