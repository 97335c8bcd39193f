import type { Role } from '@oto/schema/job/chain';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import type { ChainAgent } from './chain.ts';
import { chainAgent } from './chain-agent.ts';
import { cast, IDEAS } from './ideas.ts';

/** Chains ready to begin with, for whoever does not know yet what to ask. Only those that somebody here can play. */
export function IdeaList(props: { readonly onBegin: (chain: readonly ChainAgent[], prompt: string, needs: Role | null) => void }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.agentsOf(null, false, ''),
    queryFn: async () => valueOf(await app.api.agents({ mine: false, q: '' })).agents,
  }));
  const ideas = createMemo(() => {
    const engines = app.world()?.engines ?? [];
    const candidates = (asked.data ?? []).map((agent) => ({
      agent: chainAgent(agent, engines),
      mine: agent.mine,
      fluent: agent.lang === app.lang(),
      healthy: engines.some((engine) => engine.id === agent.engine && engine.healthy),
      fee: agent.fee,
    }));
    return IDEAS.flatMap((idea) => {
      const chain = cast(idea, candidates);
      return chain === null ? [] : [{ idea, chain }];
    });
  });
  return (
    <Show when={ideas().length > 0}>
      <section class="ideas" aria-label={app.t('idea.title')}>
        <p class="hand ideas-title">{app.t('idea.title')}</p>
        <ul class="idea-list">
          <For each={ideas()}>
            {({ idea, chain }) => (
              <li>
                <button
                  type="button"
                  class="idea"
                  onClick={() => props.onBegin(chain, app.t(`idea.${idea.name}.prompt`), idea.needs)}
                  data-testid={`idea-${idea.name}`}
                >
                  <span class="idea-sketch" aria-hidden="true">
                    <For each={idea.kinds}>
                      {(kind) => (
                        <span class="idea-note" data-kind={kind}>
                          <KindMark kind={kind} size={16} />
                        </span>
                      )}
                    </For>
                  </span>
                  <span class="idea-name">{app.t(`idea.${idea.name}`)}</span>
                  <small class="muted">{app.format().list(chain.map((agent) => agent.name))}</small>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
