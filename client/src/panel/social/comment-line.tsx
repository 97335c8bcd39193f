import type { Id } from '@oto/schema/base/id';
import { COMMENT_EDIT_MINUTES, type Comment } from '@oto/schema/contract/social';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, onMount, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PersonLink } from '../profile/person-link.tsx';
import { ReportButton } from '../safety/report-button.tsx';
import { Button } from '../ui/button.tsx';
import { CommentField } from './comment-field.tsx';
import { partsOf } from './comment-words.ts';

/** One comment: who, when, the words, and what one may do with it. */
export function CommentLine(props: {
  readonly comment: Comment;
  /** The link led to this one. */
  readonly sought: boolean;
  readonly onAnswer?: (() => void) | undefined;
}) {
  const app = useApp();
  const [editing, setEditing] = createSignal(false);
  const one = () => props.comment;
  let line!: HTMLElement;

  onMount(() => {
    if (!props.sought) return;
    line.scrollIntoView({ block: 'center' });
    line.focus({ preventScroll: true });
  });

  return (
    <article
      ref={line}
      class="comment"
      classList={{ sought: props.sought }}
      tabindex={props.sought ? -1 : undefined}
      data-testid="comment"
      data-id={one().id}
      data-state={one().state}
    >
      <Show when={one().state === 'shown'} fallback={<Gone comment={one()} />}>
        <header class="comment-head">
          <Show when={one().author} fallback={<span class="muted">{app.t('person.gone')}</span>}>
            {(author) => <PersonLink person={author()} />}
          </Show>
          <span class="muted small">
            <time dateTime={one().createdAt}>{app.format().since(one().createdAt, Date.now())}</time>
            <Show when={one().editedAt}> · {app.t('comment.edited')}</Show>
          </span>
        </header>
        <Show when={!editing()} fallback={<Correction comment={one()} onDone={() => setEditing(false)} />}>
          <p class="comment-body" lang={one().lang} data-testid="comment-body">
            <For each={partsOf(one().body, one().mentions)}>
              {(part) => (typeof part === 'string' ? part : <PersonLink person={{ name: `@${part.handle}`, handle: part.handle }} />)}
            </For>
          </p>
          <Deeds comment={one()} onAnswer={props.onAnswer} onEdit={() => setEditing(true)} />
        </Show>
      </Show>
    </article>
  );
}

function Gone(props: { readonly comment: Comment }) {
  const app = useApp();
  const state = () => (props.comment.state === 'shown' ? 'deleted' : props.comment.state);
  return <p class="comment-gone muted">{app.t(`comment.${state()}`)}</p>;
}

function Deeds(props: { readonly comment: Comment; readonly onAnswer?: (() => void) | undefined; readonly onEdit: () => void }) {
  const app = useApp();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const mayEdit = () => props.comment.mine && Date.now() - Date.parse(props.comment.createdAt) < COMMENT_EDIT_MINUTES * 60_000;
  let box!: HTMLDivElement;

  function ask(on: boolean): void {
    setAsking(on);
    queueMicrotask(() => box.querySelector<HTMLElement>(on ? '[data-first]' : '[data-testid="comment-delete"]')?.focus());
  }
  async function remove(): Promise<void> {
    setPending(true);
    const answer = await app.api.deleteComment(props.comment.id);
    setPending(false);
    if (!answer.ok) return app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    box.closest<HTMLElement>('.comments')?.focus();
    await queries.invalidateQueries({ queryKey: KEYS.social(props.comment.note) });
  }

  return (
    <div ref={box} class="comment-deeds">
      <Show
        when={asking()}
        fallback={
          <>
            <Show when={props.onAnswer}>
              {(answer) => (
                <Button look="quiet" onPress={() => answer()()} data-testid="comment-answer">
                  {app.t('comment.answer')}
                </Button>
              )}
            </Show>
            <Show when={mayEdit()}>
              <Button look="quiet" onPress={() => props.onEdit()} data-testid="comment-edit">
                {app.t('comment.edit')}
              </Button>
            </Show>
            <Show when={props.comment.mayDelete}>
              <Button look="quiet" onPress={() => ask(true)} data-testid="comment-delete">
                {app.t('comment.delete')}
              </Button>
            </Show>
            <Show when={!props.comment.mine}>
              <ReportButton subject="comment" id={props.comment.id} title={shorten(props.comment.body)} />
            </Show>
          </>
        }
      >
        <div
          class="comment-ask"
          role="group"
          aria-label={app.t('comment.deleteAsk')}
          on:keydown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            ask(false);
          }}
        >
          <span>{app.t('comment.deleteAsk')}</span>
          <Button look="danger" pending={pending()} onPress={() => void remove()} data-first data-testid="comment-delete-yes">
            {app.t('comment.deleteYes')}
          </Button>
          <Button look="quiet" onPress={() => ask(false)}>
            {app.t('comment.cancel')}
          </Button>
        </div>
      </Show>
    </div>
  );
}

function Correction(props: { readonly comment: Comment; readonly onDone: () => void }) {
  const app = useApp();
  const queries = useQueryClient();
  const [text, setText] = createSignal(props.comment.body);
  const [pending, setPending] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);

  async function save(): Promise<void> {
    if (pending()) return;
    setPending(true);
    const answer = await app.api.editComment(props.comment.id, text().trim());
    setPending(false);
    if (!answer.ok) return void setError(app.sentence(answer.failure));
    await refresh(props.comment.note);
    props.onDone();
  }
  const refresh = (note: Id): Promise<void> => queries.invalidateQueries({ queryKey: KEYS.social(note) });

  return (
    <form
      class="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <CommentField
        label={app.t('comment.editing')}
        value={text()}
        onInput={setText}
        onSend={() => void save()}
        onCancel={props.onDone}
        error={error()}
        focus
        testid="comment-edit-words"
      />
      <div class="comment-send">
        <Button look="quiet" onPress={() => props.onDone()}>
          {app.t('comment.cancel')}
        </Button>
        <Button look="main" type="submit" pending={pending()} data-testid="comment-save">
          {app.t('comment.save')}
        </Button>
      </div>
    </form>
  );
}
