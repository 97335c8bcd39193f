import { RadioGroup } from '@kobalte/core/radio-group';
import { POLICIES, type Policy } from '@oto/schema/board/record';
import type { PlotFacts } from '@oto/schema/contract/plot';
import type { Plot } from '@oto/schema/geometry/lattice';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Check from 'lucide-solid/icons/check';
import { createSignal, For, Show } from 'solid-js';
import { valueOf, type Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Loaded } from '../ui/states.tsx';
import { Window } from '../ui/window.tsx';
import { GuestList } from './guest-list.tsx';
import { FormError } from '../ui/form-error.tsx';

/** Who may touch a plot: for its owner. A choice holds at once; what the server refuses is taken back. */
export function PlotSettings(props: { readonly plot: Plot }) {
  const app = useApp();
  const queries = useQueryClient();
  const key = () => KEYS.plot(props.plot, app.me()?.id ?? null);
  const asked = useQuery(() => ({
    queryKey: key(),
    queryFn: async () => valueOf(await app.api.plot(props.plot)),
    retry: false,
    staleTime: 0,
  }));
  const [problem, setProblem] = createSignal<string | null>(null);
  const [saved, setSaved] = createSignal(false);
  let round = 0;

  /** Shows `guess` while it is asked; the last change asked has the last word. */
  async function change(guess: PlotFacts, ask: () => Promise<Answer<PlotFacts>>): Promise<Answer<PlotFacts>> {
    const mine = ++round;
    const before = asked.data;
    const at = key();
    setProblem(null);
    setSaved(false);
    await queries.cancelQueries({ queryKey: at });
    queries.setQueryData<PlotFacts>(at, guess);
    const answer = await ask();
    if (mine !== round) return answer;
    queries.setQueryData<PlotFacts>(at, answer.ok ? answer.value : before);
    // What was there before may itself have been a guess.
    if (answer.ok) setSaved(true);
    else void queries.invalidateQueries({ queryKey: at });
    return answer;
  }

  async function choose(facts: PlotFacts, policy: Policy): Promise<void> {
    const answer = await change({ ...facts, policy }, () => app.api.setPolicy(props.plot, policy));
    if (!answer.ok) setProblem(app.sentence(answer.failure));
  }

  return (
    <Window
      title={app.t('plot.title')}
      text={app.t('plot.lead')}
      testid="plot-settings"
      class="window-narrow"
      onClose={() => app.showDialog(null)}
    >
      <Loaded asked={asked} lines={6}>
        {(facts) => (
          <div class="form">
            <RadioGroup class="field" value={facts().policy} onChange={(value) => void choose(facts(), value as Policy)}>
              <RadioGroup.Label class="field-label">{app.t('plot.policy')}</RadioGroup.Label>
              <For each={POLICIES}>
                {(policy) => (
                  <RadioGroup.Item value={policy} class="radio" data-testid={`policy-${policy}`}>
                    <RadioGroup.ItemInput />
                    <RadioGroup.ItemControl class="radio-dot" />
                    <RadioGroup.ItemLabel>
                      <strong>{app.t(`policy.${policy}`)}</strong>
                      <small>{app.t(`policy.${policy}Text`)}</small>
                    </RadioGroup.ItemLabel>
                  </RadioGroup.Item>
                )}
              </For>
            </RadioGroup>
            <p class="plot-said" role="status">
              <Show when={saved()}>
                <Check size={16} aria-hidden="true" /> {app.t('plot.saved')}
              </Show>
            </p>
            <FormError text={problem()} />
            <Show when={facts().guests}>
              {(guests) => (
                <GuestList
                  guests={guests()}
                  counts={facts().policy === 'invited'}
                  onAdd={(handle) => change(facts(), () => app.api.addGuest(props.plot, handle))}
                  onRemove={(handle) =>
                    change({ ...facts(), guests: guests().filter((one) => one.handle !== handle) }, () =>
                      app.api.removeGuest(props.plot, handle),
                    )
                  }
                />
              )}
            </Show>
          </div>
        )}
      </Loaded>
    </Window>
  );
}
