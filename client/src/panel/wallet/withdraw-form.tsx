import type { Me } from '@oto/schema/contract/identity';
import type { Purchase } from '@oto/schema/contract/purchase';
import { useQueryClient } from '@tanstack/solid-query';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { keepPurchase } from './keep-purchase.ts';

/**
 * The way out of a purchase in two steps: the statement with all that it needs, then its confirmation
 * (Code de la consommation, L221-21).
 */
export function WithdrawForm(props: {
  readonly purchase: Purchase;
  readonly withdrawal: NonNullable<Purchase['withdrawal']>;
  readonly me: Me;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const heading = createUniqueId();
  let box!: HTMLDivElement;
  const money = (cents: number) => app.format().euros(cents);

  function ask(on: boolean): void {
    setAsking(on);
    setProblem(null);
    queueMicrotask(() => box.querySelector<HTMLElement>('[data-first]')?.focus());
  }

  async function withdraw(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const cents = props.withdrawal.cents;
    const answer = await app.api.withdraw(props.purchase.id);
    setBusy(false);
    if (!answer.ok) {
      setProblem(app.sentence(answer.failure));
      return;
    }
    app.notify({ tone: 'done', title: app.t('withdraw.done', { price: money(cents) }) });
    keepPurchase(queries, answer.value);
    void queries.invalidateQueries({ queryKey: KEYS.statement });
  }

  /** Escape takes back the question; the sheet stays. */
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !asking()) return;
    event.stopPropagation();
    ask(false);
  }

  return (
    <div ref={box} class="withdraw" on:keydown={onKey}>
      <Show
        when={asking()}
        fallback={
          <div class="row wrap">
            <Button
              look="quiet"
              icon={<Undo2 size={17} aria-hidden="true" />}
              onPress={() => ask(true)}
              data-first
              data-testid="withdraw-open"
            >
              {app.t('withdraw.open')}
            </Button>
            <span class="muted small">{app.t('withdraw.until', { when: app.format().stamp(props.withdrawal.until) })}</span>
          </div>
        }
      >
        <section class="withdraw-ask" aria-labelledby={heading} data-testid="withdraw-ask">
          <h3 class="small-heading" id={heading} tabindex="-1" data-first>
            {app.t('withdraw.title')}
          </h3>
          <p class="quoted">
            {app.t('withdraw.words', {
              name: props.me.name,
              when: app.format().date(props.purchase.at),
              tokens: app.count('tokens', props.purchase.tokens),
              price: money(props.purchase.cents),
            })}
          </p>
          <p>
            {app.t('withdraw.back', {
              tokens: app.count('tokens', props.withdrawal.tokens),
              price: money(props.withdrawal.cents),
            })}{' '}
            {app.t('withdraw.mail', { address: props.me.email })}
          </p>
          <FormError text={problem()} />
          <div class="row wrap">
            <Button look="main" pending={busy()} onPress={() => void withdraw()} data-testid="withdraw-confirm">
              {app.t('withdraw.confirm')}
            </Button>
            <Button look="quiet" disabled={busy()} onPress={() => ask(false)} data-testid="withdraw-keep">
              {app.t('withdraw.keep')}
            </Button>
          </div>
        </section>
      </Show>
    </div>
  );
}
