import { Switch } from '@kobalte/core/switch';
import Coins from 'lucide-solid/icons/coins';
import { createSignal, For, Show } from 'solid-js';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import type { Switches } from '../../api/operator-routes.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds } from './deeds.ts';
import { useSwitches } from './queries-people.ts';
import { FormError } from '../ui/form-error.tsx';

const SWITCHES = ['generation', 'signup', 'open_signup', 'purchase'] as const satisfies readonly (keyof Switches)[];

/** The switches that pause parts of the service, and tokens to a member. */
export function ServicePage() {
  return (
    <div class="service">
      <SwitchBoard />
      <Grant />
    </div>
  );
}

/** Turning off stops everybody, so it is asked once more; turning on is not. */
function SwitchBoard() {
  const app = useApp();
  const deeds = createDeeds();
  const switches = useSwitches();
  const [asking, setAsking] = createSignal<keyof Switches | null>(null);

  function turn(name: keyof Switches, on: boolean): void {
    setAsking(null);
    void deeds.perform(
      name,
      () => app.api.turnSwitch(name, on),
      app.t(on ? 'operator.turnedOn' : 'operator.turnedOff', { name: app.t(`operator.switch.${name}`) }),
      [KEYS.world, KEYS.site, KEYS.operator('switches')],
    );
  }

  return (
    <section>
      <h3 class="subheading">{app.t('operator.switches')}</h3>
      <Loaded asked={switches} lines={4}>
        {(on) => (
          <For each={SWITCHES}>
            {(name) => (
              <div class="service-switch">
                <Switch
                  class="switch"
                  checked={on()[name]}
                  disabled={deeds.busy() !== null}
                  onChange={(next) => (next ? turn(name, true) : setAsking(name))}
                  aria-busy={deeds.busy() === name}
                >
                  <Switch.Input data-testid={`switch-${name}`} />
                  <Switch.Control class="switch-track">
                    <Switch.Thumb class="switch-thumb" />
                  </Switch.Control>
                  <Switch.Label>
                    {app.t(`operator.switch.${name}`)}
                    <small>{app.t(`operator.switchText.${name}`)}</small>
                  </Switch.Label>
                </Switch>
                <Show when={asking() === name}>
                  <OffQuestion name={name} onYes={() => turn(name, false)} onNo={() => setAsking(null)} />
                </Show>
              </div>
            )}
          </For>
        )}
      </Loaded>
    </section>
  );
}

function OffQuestion(props: { readonly name: keyof Switches; readonly onYes: () => void; readonly onNo: () => void }) {
  const app = useApp();
  const ask = () => app.t(`operator.switchAsk.${props.name}`);
  return (
    <div class="confirm-ask" role="group" aria-label={ask()}>
      <span role="status">{ask()}</span>
      <Button look="main" onPress={() => props.onYes()} data-testid={`switch-${props.name}-yes`}>
        {app.t('operator.turnOff')}
      </Button>
      <Button look="quiet" onPress={() => props.onNo()}>
        {app.t('operator.no')}
      </Button>
    </div>
  );
}

function Grant() {
  const app = useApp();
  const [handle, setHandle] = createSignal('');
  const [amount, setAmount] = createSignal('100');
  const [reason, setReason] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let open: Attempt<null> | null = null;

  const name = () => handle().trim().replace(/^@/, '');
  const ready = () => name() !== '' && Number.isInteger(Number(amount())) && Number(amount()) > 0 && reason().trim().length >= 3;

  async function grant(): Promise<void> {
    if (busy() || !ready()) return;
    setBusy(true);
    setProblem(null);
    const member = await app.api.member(name());
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

  return (
    <section class="form grant">
      <h3 class="subheading">{app.t('operator.grant')}</h3>
      <div class="two">
        <Field label={app.t('operator.handle')} value={handle()} onInput={setHandle} testid="grant-handle" />
        <Field label={app.t('operator.amount')} type="number" value={amount()} onInput={setAmount} testid="grant-amount" />
      </div>
      <Field label={app.t('operator.reason')} value={reason()} onInput={setReason} testid="grant-reason" max={200} />
      <ConfirmButton
        label={app.t('operator.give')}
        ask={app.t('operator.grantAsk', { tokens: app.count('tokens', Number(amount()) || 0), name: `@${name()}` })}
        yes={app.t('operator.give')}
        icon={<Coins size={17} aria-hidden="true" />}
        pending={busy()}
        disabled={!ready()}
        onConfirm={() => void grant()}
        testid="grant-submit"
      />
      <FormError text={problem()} />
    </section>
  );
}
