import { createSignal, Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';

/** Asks once more, in its own place, before it does what cannot be taken back. */
export function ConfirmButton(props: {
  readonly label: string;
  /** The question; it says what follows. */
  readonly ask: string;
  readonly yes: string;
  readonly icon: JSX.Element;
  readonly pending: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly testid: string;
}) {
  const app = useApp();
  const [asking, setAsking] = createSignal(false);
  let box!: HTMLDivElement;
  const focusFirst = (): void => queueMicrotask(() => box.querySelector('button')?.focus());

  function ask(on: boolean): void {
    setAsking(on);
    focusFirst();
  }
  /** Here Escape takes back the question; the window stays. */
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !asking()) return;
    event.stopPropagation();
    ask(false);
  }

  return (
    <div ref={box} class="confirm" on:keydown={onKey}>
      <Show
        when={asking() && !props.pending}
        fallback={
          <Button
            look={props.danger === true ? 'danger' : 'paper'}
            icon={props.icon}
            pending={props.pending}
            disabled={props.disabled === true}
            onPress={() => ask(true)}
            data-testid={props.testid}
          >
            {props.label}
          </Button>
        }
      >
        <div class="confirm-ask" role="group" aria-label={props.ask}>
          <span>{props.ask}</span>
          <Button
            look="main"
            onPress={() => {
              setAsking(false);
              props.onConfirm();
            }}
            data-testid={`${props.testid}-yes`}
          >
            {props.yes}
          </Button>
          <Button look="quiet" onPress={() => ask(false)} data-testid={`${props.testid}-no`}>
            {app.t('operator.no')}
          </Button>
        </div>
      </Show>
    </div>
  );
}
