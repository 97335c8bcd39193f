import { Switch } from '@kobalte/core/switch';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show } from 'solid-js';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import type { Switches } from '../../api/operator-routes.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Loading } from '../ui/states.tsx';
import { Window } from '../ui/window.tsx';

const SWITCHES = ['generation', 'signup', 'purchase'] as const satisfies readonly (keyof Switches)[];

/** For operators alone: tokens to a member, and the switches that pause parts of the service. */
export function OperatorDialog() {
  const app = useApp();
  const queries = useQueryClient();
  const [handle, setHandle] = createSignal('');
  const [amount, setAmount] = createSignal('100');
  const [reason, setReason] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [turning, setTurning] = createSignal<keyof Switches | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  let open: Attempt<null> | null = null;

  const ready = () => handle().trim() !== '' && Number.isInteger(Number(amount())) && Number(amount()) > 0 && reason().trim().length >= 3;

  async function grant(): Promise<void> {
    if (busy() || !ready()) return;
    setBusy(true);
    setProblem(null);
    const member = await app.api.member(handle().trim().replace(/^@/, ''));
    if (!member.ok) setProblem(app.sentence(member.failure));
    else {
      open = nextAttempt(open, JSON.stringify([member.value.id, amount(), reason().trim()]), null, newIdempotencyKey);
      const answer = await app.api.grant(member.value.id, Number(amount()), reason().trim(), open.key);
      if (answer.ok || !outcomeUnknown(answer.failure.status)) open = null;
      if (answer.ok) {
        app.notify({
          tone: 'done',
          title: app.t('operator.granted', { tokens: app.count('tokens', Number(amount())), name: member.value.name }),
        });
        setReason('');
      } else setProblem(app.sentence(answer.failure));
    }
    setBusy(false);
  }

  async function turn(name: keyof Switches, on: boolean): Promise<void> {
    setTurning(name);
    setProblem(null);
    const answer = await app.api.turnSwitch(name, on);
    if (answer.ok) await queries.invalidateQueries({ queryKey: KEYS.world });
    else setProblem(app.sentence(answer.failure));
    setTurning(null);
  }

  return (
    <Window
      title={app.t('operator.title')}
      text={app.t('operator.lead')}
      testid="operator"
      class="window-narrow"
      onClose={() => app.showDialog(null)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void grant();
        }}
      >
        <h3 class="subheading">{app.t('operator.grant')}</h3>
        <div class="two">
          <Field label={app.t('operator.handle')} value={handle()} onInput={setHandle} testid="grant-handle" />
          <Field label={app.t('operator.amount')} type="number" value={amount()} onInput={setAmount} testid="grant-amount" />
        </div>
        <Field label={app.t('operator.reason')} value={reason()} onInput={setReason} testid="grant-reason" max={200} />
        <Button type="submit" look="main" pending={busy()} disabled={!ready()} data-testid="grant-submit">
          {app.t('operator.give')}
        </Button>
      </form>
      <h3 class="subheading">{app.t('operator.switches')}</h3>
      <Show when={app.world()} fallback={<Loading />}>
        {(world) => (
          <For each={SWITCHES}>
            {(name) => (
              <Switch class="switch" checked={world().switches[name]} disabled={turning() !== null} onChange={(on) => void turn(name, on)}>
                <Switch.Input data-testid={`switch-${name}`} />
                <Switch.Control class="switch-track">
                  <Switch.Thumb class="switch-thumb" />
                </Switch.Control>
                <Switch.Label>{app.t(`operator.switch.${name}`)}</Switch.Label>
              </Switch>
            )}
          </For>
        )}
      </Show>
      <Show when={problem()}>
        {(text) => (
          <p class="form-error" role="alert">
            {text()}
          </p>
        )}
      </Show>
    </Window>
  );
}
