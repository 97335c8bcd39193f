import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import type { Deeds } from './deeds.ts';
import { useReconciliation } from './queries-money.ts';

/** What the last comparison of Stripe with the books found, and the next one. */
export function ReconcileStrip(props: { readonly deeds: Deeds }) {
  const app = useApp();
  const asked = useReconciliation();
  const agrees = () => {
    const found = asked.data;
    return found !== undefined && found.undelivered.length + found.trouble.length === 0;
  };
  return (
    <section class="reconcile" data-testid="reconcile">
      <div class="page-head">
        <div>
          <h3 class="subheading">{app.t('operator.reconcile')}</h3>
          <Show when={asked.data}>
            {(found) => (
              <p class="muted small">
                {found().at === null
                  ? app.t('operator.neverReconciled')
                  : app.t('operator.reconciledAt', { when: app.format().since(found().at ?? '', Date.now()) })}{' '}
                <Show when={found().at !== null && agrees()}>{app.t('operator.allAgrees')} </Show>
                <Show when={found().mended.length > 0}>{app.count('operator.mended', found().mended.length)}.</Show>
              </p>
            )}
          </Show>
        </div>
        <Button
          icon={<ArrowLeftRight size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === 'reconcile'}
          onPress={() =>
            void props.deeds.perform('reconcile', () => app.api.reconcile(), app.t('operator.reconciled'), [
              KEYS.operator('reconcile'),
              KEYS.operator('purchases'),
            ])
          }
          data-testid="reconcile-now"
        >
          {app.t('operator.reconcileNow')}
        </Button>
      </div>
      <Show when={asked.data && !agrees() ? asked.data : null}>
        {(found) => (
          <ul class="case-lines trouble-lines">
            <For each={found().trouble}>
              {(one) => (
                <li>
                  {one.what} <code>{one.purchase}</code>
                </li>
              )}
            </For>
            <Show when={found().undelivered.length > 0}>
              <li>
                {app.count('operator.undelivered', found().undelivered.length)}{' '}
                <For each={found().undelivered.slice(0, 5)}>{(one) => <code>{one.type} </code>}</For>
              </li>
            </Show>
          </ul>
        )}
      </Show>
    </section>
  );
}
