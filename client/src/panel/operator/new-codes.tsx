import type { Invitation } from '@oto/schema/contract/account';
import Copy from 'lucide-solid/icons/copy';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';

/** Codes just made: they are told this once. */
export function NewCodes(props: { readonly invitations: readonly Invitation[] }) {
  const app = useApp();
  const codes = () => props.invitations.flatMap(({ code }) => (code === undefined ? [] : [code]));

  async function copy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(`${location.origin}/?invitation=${code}`);
      app.notify({ tone: 'done', title: app.t('operator.copied') });
    } catch {
      app.notify({ tone: 'info', title: app.t('operator.copyByHand') });
    }
  }

  return (
    <Show when={codes().length > 0}>
      <section class="new-codes" role="status" data-testid="new-codes">
        <h3 class="subheading">{app.t('operator.codes')}</h3>
        <p class="muted small">{app.t('operator.codesText')}</p>
        <ul>
          <For each={codes()}>
            {(code) => (
              <li>
                <code data-testid="new-code">{code}</code>
                <Button
                  look="quiet"
                  icon={<Copy size={16} aria-hidden="true" />}
                  aria-label={`${app.t('action.copy')} ${code}`}
                  onPress={() => void copy(code)}
                >
                  {app.t('action.copy')}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
