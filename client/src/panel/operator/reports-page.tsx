import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { CaseCard } from './case-card.tsx';
import { createDeeds } from './deeds.ts';
import { DisputedCard } from './disputed-card.tsx';
import { Freshness } from './freshness.tsx';
import { useCases, useDisputed } from './queries-safety.ts';

/** What people reported, most reported first; and decisions that are disputed. */
export function ReportsPage() {
  const app = useApp();
  const [state, setState] = createSignal<'open' | 'decided'>('open');
  const asked = useCases(state);
  const disputed = useDisputed();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <Show when={(disputed.data?.length ?? 0) > 0}>
        <h3 class="subheading">{app.t('safety.disputed')}</h3>
        <ul class="appeals">
          <For each={disputed.data}>{(one) => <DisputedCard statement={one} deeds={deeds} />}</For>
        </ul>
      </Show>
      <div class="row wrap case-states" role="group" aria-label={app.t('safety.cases')}>
        <For each={['open', 'decided'] as const}>
          {(one) => (
            <button
              type="button"
              class="case-state"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
              data-testid={`cases-${one}`}
            >
              {app.t(`safety.cases.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Loaded asked={asked} lines={6}>
        {(cases) => (
          <Show
            when={cases().length > 0}
            fallback={<Empty title={app.t(`safety.noCases.${state()}`)} text={app.t('safety.noCasesText')} />}
          >
            <ul class="cases">
              <For each={cases()}>{(one) => <CaseCard case={one} deeds={deeds} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}
