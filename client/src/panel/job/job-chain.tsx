import { useQuery } from '@tanstack/solid-query';
import Check from 'lucide-solid/icons/check';
import X from 'lucide-solid/icons/x';
import { For, Match, Show, Switch } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import type { LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { stepState } from './job-words.ts';

/** The agents of a job, by id, as cards: their names are not in the job. */
export function useJobAgents(job: () => LiveJob) {
  const app = useApp();
  return useQuery(() => ({
    queryKey: KEYS.cardsOf(job().agents),
    queryFn: async () => valueOf(await app.api.cards(job().agents)).cards,
    staleTime: Number.POSITIVE_INFINITY,
  }));
}

/** The name of the agent at a step; empty while it is not known. */
export function agentName(agents: ReturnType<typeof useJobAgents>, id: string | undefined): string {
  return agents.data?.find((card) => card.id === id)?.title ?? '';
}

/** The chain as it goes: what is made, what is being made, what is to come. */
export function JobChain(props: { readonly job: LiveJob; readonly agents: ReturnType<typeof useJobAgents> }) {
  const app = useApp();
  const stateOf = (step: number) => stepState(props.job, step);
  return (
    <ol class="job-chain" aria-label={app.t('job.chain')}>
      <For each={props.job.agents}>
        {(id, index) => {
          const card = () => props.agents.data?.find((one) => one.id === id);
          return (
            <li class="job-link" data-state={stateOf(index())}>
              <Show when={index() > 0}>
                <span class="job-cord" aria-hidden="true" />
              </Show>
              <span class="job-note" data-kind={card()?.kind}>
                <Switch fallback={<Show when={card()?.kind}>{(kind) => <KindMark kind={kind()} size={15} />}</Show>}>
                  <Match when={stateOf(index()) === 'done'}>
                    <Check size={15} aria-hidden="true" />
                  </Match>
                  <Match when={stateOf(index()) === 'failed'}>
                    <X size={15} aria-hidden="true" />
                  </Match>
                </Switch>
              </span>
              <span class="job-agent">{card()?.title}</span>
              <span class="sr-only">{app.t(`job.stepState.${stateOf(index())}`)}</span>
            </li>
          );
        }}
      </For>
    </ol>
  );
}
