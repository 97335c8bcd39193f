import ClipboardPaste from 'lucide-solid/icons/clipboard-paste';
import FileSearch from 'lucide-solid/icons/file-search';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { Button } from '../panel/ui/button.tsx';
import { usePage } from './page-context.ts';
import type { Sought } from './sought.ts';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Where a file is dropped, chosen or pasted, and a text pasted or written. */
export function FileWell(props: { readonly onSought: (sought: Sought) => void }) {
  const page = usePage();
  const [over, setOver] = createSignal(false);
  const [writing, setWriting] = createSignal(false);
  const [text, setText] = createSignal('');
  let chooser!: HTMLInputElement;
  let area: HTMLTextAreaElement | undefined;
  /** Entering a child fires before leaving its parent: the drag is over once all are left. */
  let depth = 0;

  const take = (data: DataTransfer | null, pasted: boolean): boolean => {
    const file = data?.files[0];
    if (file !== undefined) {
      props.onSought({ from: 'file', file, pasted });
      return true;
    }
    const words = data?.getData('text/plain') ?? '';
    if (words === '') return false;
    props.onSought({ from: 'text', text: words });
    return true;
  };

  onMount(() => {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener(
      'dragenter',
      (event) => {
        event.preventDefault();
        depth += 1;
        setOver(true);
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      { signal },
    );
    addEventListener('dragover', (event) => event.preventDefault(), { signal });
    addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        depth = 0;
        setOver(false);
        take(event.dataTransfer, false);
      },
      { signal },
    );
    addEventListener(
      'paste',
      (event) => {
        // In the field, a text is pasted as anywhere; it is checked by the button.
        const inField = event.target instanceof HTMLTextAreaElement && event.clipboardData?.files.length === 0;
        if (!inField && take(event.clipboardData, true)) event.preventDefault();
      },
      { signal },
    );
    onCleanup(() => stop.abort());
  });

  return (
    <div class="well" classList={{ over: over() }} data-testid="verify-well">
      <FileSearch class="well-mark" size={46} strokeWidth={1.4} aria-hidden="true" />
      <p class="hand well-words">{page.t(over() ? 'verify.wellOver' : 'verify.well')}</p>
      <p class="muted small">{page.t('verify.or')}</p>
      <div class="row wrap well-ways">
        <input
          ref={chooser}
          type="file"
          class="sr-only"
          tabindex="-1"
          aria-hidden="true"
          data-testid="verify-file"
          onChange={() => {
            const file = chooser.files?.[0];
            if (file !== undefined) props.onSought({ from: 'file', file, pasted: false });
            chooser.value = '';
          }}
        />
        <Button look="main" onPress={() => chooser.click()} data-testid="verify-choose">
          {page.t('verify.choose')}
        </Button>
        <Button
          icon={<ClipboardPaste size={18} aria-hidden="true" />}
          aria-expanded={writing()}
          data-testid="verify-paste"
          onPress={() => {
            setWriting(!writing());
            area?.focus();
          }}
        >
          {page.t('verify.paste')}
        </Button>
      </div>
      <Show when={writing()}>
        <form
          class="well-text"
          onSubmit={(event) => {
            event.preventDefault();
            props.onSought({ from: 'text', text: text() });
          }}
        >
          <label class="field-label" for="verify-text">
            {page.t('verify.text')}
          </label>
          <textarea
            ref={area}
            id="verify-text"
            class="input area"
            rows={6}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            aria-describedby="verify-text-hint"
            data-testid="verify-text"
          />
          <p class="field-hint" id="verify-text-hint">
            {page.t('verify.textHint')}
          </p>
          <Button type="submit" look="main" disabled={text().trim() === ''} data-testid="verify-text-check">
            {page.t('verify.check')}
          </Button>
        </form>
      </Show>
      <p class="muted small well-keys">{page.t('verify.pasteKeys', { keys: APPLE ? '⌘V' : 'Ctrl+V' })}</p>
    </div>
  );
}
