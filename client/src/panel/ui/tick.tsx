import { Checkbox } from '@kobalte/core/checkbox';
import Check from 'lucide-solid/icons/check';
import type { JSX } from 'solid-js';

/** A box to tick, with its words. */
export function Tick(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly testid: string;
  readonly children: JSX.Element;
  /** Said under it while it is not ticked and must be. */
  readonly error?: string | undefined;
}) {
  return (
    <Checkbox
      class="field"
      checked={props.checked}
      onChange={props.onChange}
      validationState={props.error === undefined ? 'valid' : 'invalid'}
    >
      <div class="radio">
        <Checkbox.Input />
        <Checkbox.Control class="check-box" data-testid={props.testid}>
          <Checkbox.Indicator>
            <Check size={14} />
          </Checkbox.Indicator>
        </Checkbox.Control>
        <Checkbox.Label>{props.children}</Checkbox.Label>
      </div>
      <Checkbox.ErrorMessage class="field-error">{props.error}</Checkbox.ErrorMessage>
    </Checkbox>
  );
}
