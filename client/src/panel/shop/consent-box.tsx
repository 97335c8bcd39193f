import { Checkbox } from '@kobalte/core/checkbox';
import Check from 'lucide-solid/icons/check';
import { useApp } from '../../app/context.ts';

/** The buyer's request for immediate supply; what is shown is what is recorded. */
export function ConsentBox(props: { readonly checked: boolean; readonly missing: boolean; readonly onChange: (on: boolean) => void }) {
  const app = useApp();
  return (
    <Checkbox
      class="switch consent"
      checked={props.checked}
      onChange={props.onChange}
      validationState={props.missing ? 'invalid' : 'valid'}
      required
    >
      <Checkbox.Input data-testid="consent" />
      <Checkbox.Control class="check-box">
        <Checkbox.Indicator>
          <Check size={16} />
        </Checkbox.Indicator>
      </Checkbox.Control>
      <div>
        <Checkbox.Label class="consent-words">{app.t('buy.consent')}</Checkbox.Label>
        <Checkbox.ErrorMessage class="field-error" role="alert" data-testid="consent-missing">
          {app.t('buy.consentMissing')}
        </Checkbox.ErrorMessage>
      </div>
    </Checkbox>
  );
}
