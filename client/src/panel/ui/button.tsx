import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { Show, splitProps, type JSX } from 'solid-js';

type Look = 'main' | 'paper' | 'quiet' | 'danger';
type ButtonProps = Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> & {
  readonly look?: Look;
  /** While true it shows that it works and cannot be pressed. */
  readonly pending?: boolean;
  readonly icon?: JSX.Element;
  readonly onPress?: (() => void) | undefined;
  readonly 'data-testid'?: string;
};

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['look', 'pending', 'icon', 'onPress', 'children', 'class', 'disabled', 'type']);
  return (
    <button
      type={own.type ?? 'button'}
      class={`button button-${own.look ?? 'paper'} ${own.class ?? ''}`}
      disabled={own.disabled === true || own.pending === true}
      aria-busy={own.pending === true}
      onClick={() => own.onPress?.()}
      {...rest}
    >
      <Show when={own.pending} fallback={own.icon}>
        <LoaderCircle class="spin" size={18} aria-hidden="true" />
      </Show>
      <span>{own.children}</span>
    </button>
  );
}
