import { Toast, toaster } from '@kobalte/core/toast';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CircleCheck from 'lucide-solid/icons/circle-check';
import Info from 'lucide-solid/icons/info';
import X from 'lucide-solid/icons/x';
import { createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { Portal } from 'solid-js/web';

export type Notice = {
  readonly tone: 'info' | 'done' | 'error';
  readonly title: string;
  readonly text?: string;
  /** While a notice of the same key is there, `n` is added to what it tells instead; `title` is then of the sum. */
  readonly adds?: { readonly key: string; readonly n: number; readonly title: (sum: number) => string };
  readonly action?: { readonly label: string; readonly run: () => void };
};

export type Notify = (notice: Notice) => void;

/** Milliseconds a notice stays; an error stays longer, and pauses under the pointer. */
const STAYS = { info: 6000, done: 6000, error: 10_000 } as const;

/** The words of the notices that are there now: the same is not said twice at once. */
const shown = new Set<string>();
/** What is added to by further notices, by key. */
const adding = new Map<string, (n: number) => void>();

export function createNotify(closeLabel: () => string): Notify {
  return (notice) => {
    const { adds } = notice;
    const more = adds && adding.get(adds.key);
    if (more) return more(adds.n);
    const [sum, setSum] = createSignal(adds?.n ?? 0);
    if (adds) adding.set(adds.key, (n) => setSum((before) => before + n));
    const words = `${notice.title}\n${notice.text ?? ''}`;
    if (shown.has(words)) return;
    shown.add(words);
    toaster.show((props) => {
      onCleanup(() => {
        shown.delete(words);
        if (adds) adding.delete(adds.key);
      });
      return (
        <Toast
          as="div"
          toastId={props.toastId}
          class="notice"
          classList={{ [`notice-${notice.tone}`]: true }}
          duration={STAYS[notice.tone]}
          data-testid="notice"
        >
          <span class="notice-icon" aria-hidden="true">
            <Switch fallback={<Info size={20} />}>
              <Match when={notice.tone === 'done'}>
                <CircleCheck size={20} />
              </Match>
              <Match when={notice.tone === 'error'}>
                <CircleAlert size={20} />
              </Match>
            </Switch>
          </span>
          <div class="notice-words">
            <Toast.Title class="notice-title">{adds ? adds.title(sum()) : notice.title}</Toast.Title>
            <Show when={notice.text}>{(text) => <Toast.Description class="notice-text">{text()}</Toast.Description>}</Show>
            <Show when={notice.action}>
              {(action) => (
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    action().run();
                    toaster.dismiss(props.toastId);
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
          </div>
          <Toast.CloseButton class="icon-button small" aria-label={closeLabel()}>
            <X size={16} />
          </Toast.CloseButton>
        </Toast>
      );
    });
  };
}

/** Puts every notice away: what is opened now is what they were about, or matters more. */
export function clearNotices(): void {
  toaster.clear();
  shown.clear();
  adding.clear();
}

export function Notices(props: { readonly label: string }) {
  return (
    <Portal>
      <Toast.Region aria-label={props.label} limit={4} swipeDirection="right">
        <Toast.List as="div" class="notices" />
      </Toast.Region>
    </Portal>
  );
}
