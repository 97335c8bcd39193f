import { Tooltip } from '@kobalte/core/tooltip';
import { Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';

/**
 * A button of the bar. With `why` it cannot be pressed, and says so: in its tooltip, to screen
 * readers, and in a notice when it is touched.
 */
export function BarButton(props: {
  readonly icon: JSX.Element;
  /** The short word on it; none: a picture alone. */
  readonly word?: string;
  readonly label: string;
  readonly why?: string | null;
  readonly tone?: 'plain' | 'bad';
  readonly testid: string;
  readonly onPress: () => void;
}) {
  const app = useApp();
  const why = () => props.why ?? null;
  function press(): void {
    const reason = why();
    if (reason === null) props.onPress();
    else app.notify({ tone: 'info', title: reason });
  }
  return (
    <Tooltip openDelay={400} gutter={6}>
      <Tooltip.Trigger
        type="button"
        class="bar-button"
        classList={{ 'bar-button-bad': props.tone === 'bad' }}
        aria-disabled={why() === null ? undefined : 'true'}
        aria-label={why() === null ? props.label : `${props.label}. ${why()}`}
        data-testid={props.testid}
        onClick={press}
      >
        {props.icon}
        <Show when={props.word}>{(word) => <span aria-hidden="true">{word()}</span>}</Show>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content class="tooltip">{why() ?? props.label}</Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip>
  );
}
