import { TextField } from '@kobalte/core/text-field';
import { Show, type JSX } from 'solid-js';

export type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly testid: string;
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'date';
  readonly autocomplete?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly max?: number;
  /** More than one line. */
  readonly rows?: number;
  /** Sits at the end of the line, such as a show/hide button. */
  readonly after?: JSX.Element;
  /** Sits beside the label, such as a counter. */
  readonly aside?: JSX.Element;
};

export function Field(props: FieldProps) {
  return (
    <TextField
      class="field"
      value={props.value}
      onChange={props.onInput}
      required={props.required === true}
      validationState={props.error === undefined ? 'valid' : 'invalid'}
    >
      <div class="field-top">
        <TextField.Label class="field-label">{props.label}</TextField.Label>
        {props.aside}
      </div>
      <div class="field-line">
        <Show
          when={props.rows}
          fallback={
            <TextField.Input
              class="input"
              type={props.type ?? 'text'}
              data-testid={props.testid}
              autocomplete={props.autocomplete}
              placeholder={props.placeholder}
              maxLength={props.max}
            />
          }
        >
          {(rows) => (
            <TextField.TextArea
              class="input area"
              rows={rows()}
              data-testid={props.testid}
              placeholder={props.placeholder}
              maxLength={props.max}
            />
          )}
        </Show>
        {props.after}
      </div>
      <Show when={props.hint}>{(hint) => <TextField.Description class="field-hint">{hint()}</TextField.Description>}</Show>
      <TextField.ErrorMessage class="field-error">{props.error}</TextField.ErrorMessage>
    </TextField>
  );
}
