import Check from 'lucide-solid/icons/check';
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { createSignal, Show } from 'solid-js';
import type { Language } from '../../i18n/language.ts';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { PASSWORD_MIN, passwordProblem } from './password-rule.ts';

type PasswordFieldProps = {
  /** Words are asked of it: this stands on pages of its own too. */
  readonly language: Pick<Language, 't'>;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly testid: string;
  /** One is being chosen: its rule is said below. */
  readonly fresh: boolean;
  readonly error?: string | undefined;
};

/** A password, that can be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = createSignal(false);
  const t = props.language.t;
  return (
    <>
      <Field
        label={props.label}
        type={shown() ? 'text' : 'password'}
        value={props.value}
        onInput={props.onInput}
        testid={props.testid}
        autocomplete={props.fresh ? 'new-password' : 'current-password'}
        error={props.error}
        required
        after={
          <IconButton
            label={t(shown() ? 'password.hide' : 'password.show')}
            pressed={shown()}
            class="in-field"
            onPress={() => setShown(!shown())}
          >
            <Show when={shown()} fallback={<Eye size={18} />}>
              <EyeOff size={18} />
            </Show>
          </IconButton>
        }
      />
      <Show when={props.fresh}>
        <p class="rule-line" classList={{ met: !passwordProblem(props.value) }} data-testid="password-rule">
          <Check size={16} aria-hidden="true" />
          {t('password.rule', { n: PASSWORD_MIN })}
        </p>
      </Show>
    </>
  );
}
