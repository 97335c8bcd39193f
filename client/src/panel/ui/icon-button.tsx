import { Tooltip } from '@kobalte/core/tooltip';
import type { JSX } from 'solid-js';

/** A picture alone needs words: they are its label and its tooltip. */
export function IconButton(props: {
  readonly label: string;
  readonly onPress: () => void;
  readonly children: JSX.Element;
  readonly testid?: string;
  readonly class?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Where its words go; below unless said. */
  readonly words?: 'left' | 'top';
}) {
  return (
    <Tooltip openDelay={500} gutter={6} placement={props.words ?? 'bottom'}>
      <Tooltip.Trigger
        class={`icon-button ${props.class ?? ''}`}
        aria-label={props.label}
        aria-pressed={props.pressed}
        disabled={props.disabled === true}
        data-testid={props.testid}
        onClick={() => props.onPress()}
      >
        {props.children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content class="tooltip">{props.label}</Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip>
  );
}
