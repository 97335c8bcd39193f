import Copy from 'lucide-solid/icons/copy';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';

/** A secret just made: it is told this once. */
export function WebhookSecret(props: { readonly secret: string | null }) {
  const app = useApp();

  async function copy(secret: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      app.notify({ tone: 'done', title: app.t('webhook.copied') });
    } catch {
      app.notify({ tone: 'info', title: app.t('webhook.copyByHand') });
    }
  }

  return (
    <Show when={props.secret}>
      {(secret) => (
        <section class="new-codes" role="status">
          <h3 class="subheading">{app.t('webhook.secret')}</h3>
          <p class="muted small">{app.t('webhook.secretText')}</p>
          <ul>
            <li>
              <code data-testid="webhook-secret">{secret()}</code>
              <Button look="quiet" icon={<Copy size={16} aria-hidden="true" />} onPress={() => void copy(secret())}>
                {app.t('action.copy')}
              </Button>
            </li>
          </ul>
        </section>
      )}
    </Show>
  );
}
