import ShieldAlert from 'lucide-solid/icons/shield-alert';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import ShieldQuestionMark from 'lucide-solid/icons/shield-question-mark';
import { Match, Show, Switch } from 'solid-js';
import { Button } from '../panel/ui/button.tsx';
import { usePage } from './page-context.ts';
import type { Signature } from './signature.ts';

/** What is known of a record's signature so far. */
export type SignatureState = Signature | 'checking' | 'unreachable' | 'withheld' | 'server' | 'altered';

export function toneOf(state: SignatureState): 'good' | 'warn' | 'bad' | 'waiting' {
  switch (state) {
    case 'valid':
    case 'server':
      return 'good';
    case 'mismatch':
    case 'forged':
    case 'altered':
      return 'bad';
    case 'unknown_key':
    case 'unsupported':
    case 'unreachable':
      return 'warn';
    case 'checking':
    case 'withheld':
      return 'waiting';
    default:
      return state satisfies never;
  }
}

/** The signature in words: what was checked, by whom, and what that means. */
export function SignatureLine(props: { readonly state: SignatureState; readonly onRetry: () => void }) {
  const page = usePage();
  const detail = (): string => (props.state === 'checking' ? '' : page.t(`verify.signature.${props.state}Text`));
  return (
    <div class="signature" data-tone={toneOf(props.state)} data-state={props.state} role="status" data-testid="verify-signature">
      <Switch fallback={<ShieldQuestionMark size={22} aria-hidden="true" />}>
        <Match when={toneOf(props.state) === 'good'}>
          <ShieldCheck size={22} aria-hidden="true" />
        </Match>
        <Match when={toneOf(props.state) === 'bad'}>
          <ShieldAlert size={22} aria-hidden="true" />
        </Match>
      </Switch>
      <div>
        <p class="signature-title">{page.t(`verify.signature.${props.state}`)}</p>
        <Show when={detail()}>{(text) => <p class="small muted">{text()}</p>}</Show>
        <Show when={props.state === 'unreachable'}>
          <Button onPress={() => props.onRetry()}>{page.t('action.retry')}</Button>
        </Show>
      </div>
    </div>
  );
}
