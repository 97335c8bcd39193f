import { RadioGroup } from '@kobalte/core/radio-group';
import type { Me } from '@oto/schema/contract/identity';
import Trash2 from 'lucide-solid/icons/trash';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';

const WORKS = ['remove', 'anonymise'] as const;
type Works = (typeof WORKS)[number];

/** Deletes the account in two steps: what becomes of the works, then the handle typed again. */
export function LeaveForm(props: { readonly me: Me }) {
  const app = useApp();
  const [step, setStep] = createSignal<'closed' | 'choose' | 'sure'>('closed');
  const [works, setWorks] = createSignal<Works>('remove');
  const [handle, setHandle] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const same = () => handle().trim().replace(/^@/, '').toLowerCase() === props.me.handle.toLowerCase();
  const lost = () => props.me.wallet.available + props.me.wallet.held + props.me.wallet.earnings;
  let box!: HTMLDivElement;
  createEffect(on(step, (now) => now !== 'closed' && box.focus(), { defer: true }));

  async function leave(): Promise<void> {
    if (!same() || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.deleteAccount({ handle: props.me.handle, works: works() });
    if (!answer.ok) {
      setFailure(answer.failure);
      setBusy(false);
      return;
    }
    await app.push.unsubscribe();
    app.showDialog(null);
    await app.refreshSession();
    app.notify({ tone: 'info', title: app.t('leave.done'), text: app.t('leave.doneText') });
  }

  return (
    <div ref={box} class="leave" tabindex="-1" role="group" aria-labelledby="account-leave" data-step={step()}>
      <Show when={step() === 'closed'}>
        <p>{app.t('leave.text')}</p>
        <Button look="danger" icon={<Trash2 size={17} aria-hidden="true" />} onPress={() => setStep('choose')} data-testid="leave-begin">
          {app.t('leave.begin')}
        </Button>
      </Show>
      <Show when={step() === 'choose'}>
        <RadioGroup class="field" value={works()} onChange={(value) => setWorks(value as Works)}>
          <RadioGroup.Label class="field-label">{app.t('leave.works')}</RadioGroup.Label>
          <For each={WORKS}>
            {(one) => (
              <RadioGroup.Item value={one} class="radio">
                <RadioGroup.ItemInput data-testid={`leave-works-${one}`} />
                <RadioGroup.ItemControl class="radio-dot" />
                <RadioGroup.ItemLabel>
                  <strong>{app.t(`leave.works.${one}`)}</strong>
                  <small>{app.t(`leave.works.${one}Text`)}</small>
                </RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
        </RadioGroup>
        <ul class="leave-facts">
          <li>{app.t('leave.fact.private')}</li>
          <li>{app.t('leave.fact.agents')}</li>
          <Show when={lost() > 0}>
            <li data-testid="leave-lost">{app.t('leave.fact.tokens', { tokens: app.count('tokens', lost()) })}</li>
          </Show>
          <li>{app.t('leave.fact.ledger')}</li>
        </ul>
        <div class="row wrap end">
          <Button onPress={() => setStep('closed')} data-testid="leave-stay">
            {app.t('leave.stay')}
          </Button>
          <Button look="danger" onPress={() => setStep('sure')} data-testid="leave-next">
            {app.t('leave.next')}
          </Button>
        </div>
      </Show>
      <Show when={step() === 'sure'}>
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            void leave();
          }}
        >
          <p>{app.t(`leave.sure.${works()}`)}</p>
          <Field
            label={app.t('leave.handle', { handle: props.me.handle })}
            value={handle()}
            onInput={setHandle}
            testid="leave-handle"
            autocomplete="off"
            max={80}
          />
          <FormError text={failure() && app.sentence(failure()!)} />
          <div class="row wrap end">
            <Button onPress={() => setStep('closed')} data-testid="leave-stay">
              {app.t('leave.stay')}
            </Button>
            <Button type="submit" look="danger" pending={busy()} disabled={!same()} data-testid="leave-confirm">
              {app.t('leave.confirm')}
            </Button>
          </div>
        </form>
      </Show>
    </div>
  );
}
