import type { Person } from '@oto/schema/contract/social';
import { COMMENT_MAX } from '@oto/schema/contract/social';
import { useQuery } from '@tanstack/solid-query';
import { createEffect, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { meantAt, withHandle, type Meant } from './comment-words.ts';

/** Milliseconds of rest before the people meant are looked for. */
const REST_MS = 140;
/** Characters left from which they are counted. */
const COUNTED_FROM = 100;

/** Words with people named in them: @ and a beginning offers whom to mean. Ctrl+Enter sends. */
export function CommentField(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onSend: () => void;
  readonly onCancel?: (() => void) | undefined;
  readonly error: string | null;
  readonly focus?: boolean;
  readonly testid: string;
}) {
  const app = useApp();
  const id = createUniqueId();
  const [meant, setMeant] = createSignal<Meant | null>(null);
  const [sought, setSought] = createSignal<string | null>(null);
  const [chosen, setChosen] = createSignal(0);
  let box!: HTMLTextAreaElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  const found = useQuery(() => ({
    queryKey: KEYS.mentions(sought() ?? ''),
    queryFn: async () => valueOf(await app.api.mentions(sought() ?? '')).people,
    enabled: sought() !== null,
    retry: false,
  }));
  const people = (): readonly Person[] => (meant() === null || sought() === null ? [] : (found.data ?? []));
  const option = (index: number): string => `${id}-${index}`;

  createEffect(
    on(meant, (now) => {
      clearTimeout(timer);
      setChosen(0);
      if (now === null) setSought(null);
      else timer = setTimeout(() => setSought(now.beginning), sought() === null ? 0 : REST_MS);
    }),
  );
  createEffect(() => {
    if (props.focus === true) queueMicrotask(() => box.focus());
  });
  // It grows with its words.
  createEffect(
    on(
      () => props.value,
      () => {
        box.style.height = 'auto';
        box.style.height = `${box.scrollHeight + 2}px`;
      },
    ),
  );

  const look = (): void => {
    const now = meantAt(box.value, box.selectionStart);
    const before = meant();
    if (now?.from !== before?.from || now?.beginning !== before?.beginning) setMeant(now);
  };
  function choose(person: Person | undefined): void {
    const now = meant();
    if (now === null || person === undefined) return;
    const next = withHandle(box.value, box.selectionStart, now.from, person.handle);
    props.onInput(next.text);
    setMeant(null);
    queueMicrotask(() => {
      box.focus();
      box.setSelectionRange(next.caret, next.caret);
    });
  }
  function onKey(event: KeyboardEvent): void {
    const many = people().length;
    if (many > 0) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) setChosen((chosen() + step + many) % many);
      else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') choose(people()[chosen()]);
      else if (event.key === 'Escape') setMeant(null);
      else return;
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onSend();
    else if (event.key === 'Escape' && props.onCancel !== undefined) props.onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const left = () => COMMENT_MAX - props.value.length;

  return (
    <div class="comment-field">
      <label class="sr-only" for={`${id}-words`}>
        {props.label}
      </label>
      <textarea
        ref={box}
        id={`${id}-words`}
        class="input area comment-words"
        rows={2}
        maxLength={COMMENT_MAX}
        placeholder={app.t('comment.placeholder')}
        value={props.value}
        aria-invalid={props.error !== null}
        aria-describedby={props.error === null ? undefined : `${id}-error`}
        aria-autocomplete="list"
        aria-controls={people().length > 0 ? `${id}-people` : undefined}
        aria-activedescendant={people().length > 0 ? option(chosen()) : undefined}
        on:keydown={onKey}
        onInput={(event) => {
          props.onInput(event.currentTarget.value);
          look();
        }}
        onSelect={look}
        onBlur={() => setMeant(null)}
        data-testid={props.testid}
      />
      <Show when={people().length > 0}>
        <ul class="mentions options" role="listbox" id={`${id}-people`} aria-label={app.t('comment.people')} data-testid="mentions">
          <For each={people()}>
            {(person, index) => (
              <li
                role="option"
                id={option(index())}
                class="option"
                aria-selected={chosen() === index()}
                data-highlighted={chosen() === index() ? '' : undefined}
                // The field keeps the focus.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(person)}
                data-testid="mention"
              >
                <span>{person.name}</span>
                <small>@{person.handle}</small>
              </li>
            )}
          </For>
        </ul>
        <p class="sr-only" role="status">
          {app.count('comment.found', people().length)}
        </p>
      </Show>
      <Show when={left() < COUNTED_FROM}>
        <p class="muted small" role="status">
          {app.count('comment.left', left())}
        </p>
      </Show>
      <Show when={props.error}>
        {(text) => (
          <p class="form-error" role="alert" id={`${id}-error`}>
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}
