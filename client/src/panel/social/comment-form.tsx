import type { Id } from '@oto/schema/base/id';
import type { Comment } from '@oto/schema/contract/social';
import { useQueryClient } from '@tanstack/solid-query';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import { createSignal, Show } from 'solid-js';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { CommentField } from './comment-field.tsx';

type Words = { readonly body: string; readonly thread?: Id };

/** What is written and not sent yet, by its author, note and thread: it outlives the sheet. */
const drafts = new Map<string, string>();

/** Writes a comment, or an answer in a thread. */
export function CommentForm(props: {
  readonly note: Id;
  readonly thread?: Id;
  readonly label: string;
  readonly focus?: boolean;
  readonly onSent?: (comment: Comment) => void;
  readonly onCancel?: () => void;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const draft = `${app.me()?.id ?? ''} ${props.note} ${props.thread ?? ''}`;
  const [text, setText] = createSignal(drafts.get(draft) ?? '');
  const [pending, setPending] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  let last: Attempt<Words> | null = null;

  function write(next: string): void {
    setText(next);
    setError(null);
    if (next === '') drafts.delete(draft);
    else drafts.set(draft, next);
  }

  async function send(): Promise<void> {
    const body = text().trim();
    if (pending()) return;
    if (body === '') return void setError(app.sentence({ code: 'comment_empty', fields: [] }));
    setPending(true);
    const words: Words = { body, ...(props.thread === undefined ? {} : { thread: props.thread }) };
    const attempt = nextAttempt(last, JSON.stringify(words), words, newIdempotencyKey);
    const answer = await app.api.comment(props.note, attempt.body, attempt.key);
    last = !answer.ok && outcomeUnknown(answer.failure.status) ? attempt : null;
    setPending(false);
    if (!answer.ok) return void setError(app.sentence(answer.failure));
    write('');
    await queries.invalidateQueries({ queryKey: KEYS.social(props.note) });
    props.onSent?.(answer.value);
  }

  return (
    <form
      class="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <CommentField
        label={props.label}
        value={text()}
        onInput={write}
        onSend={() => void send()}
        onCancel={props.onCancel}
        error={error()}
        focus={props.focus === true}
        testid={props.thread === undefined ? 'comment-new' : 'comment-answer-words'}
      />
      <div class="comment-send">
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button look="quiet" onPress={() => cancel()()}>
              {app.t('comment.cancel')}
            </Button>
          )}
        </Show>
        <Button
          look="main"
          type="submit"
          pending={pending()}
          icon={<SendHorizontal size={17} aria-hidden="true" />}
          data-testid={props.thread === undefined ? 'comment-send' : 'comment-answer-send'}
        >
          {app.t('comment.send')}
        </Button>
      </div>
    </form>
  );
}
