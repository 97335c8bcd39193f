import type { Consumption } from '@oto/schema/contract/statement';
import { createMemo, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';

/** What each agent cost me, dearest first. */
export function AgentUse(props: { readonly agents: Consumption['agents'] }) {
  const app = useApp();
  const agents = createMemo(() => props.agents.toSorted((a, b) => b.tokens - a.tokens));
  const most = () => agents()[0]?.tokens ?? 0;
  return (
    <Show when={agents().length > 0}>
      <h3 class="subheading">{app.t('use.agents')}</h3>
      <ul class="use-list" data-testid="use-agents">
        <For each={agents()}>
          {(one) => (
            <li data-kind={one.kind} style={{ '--share': most() === 0 ? '0' : String(one.tokens / most()) }} class="use-agent">
              <button type="button" class="link" onClick={() => app.openNote(one.agent)}>
                <KindMark kind={one.kind} size={16} /> {one.name}
              </button>
              <span class="muted small">{app.count('use.runs', one.runs)}</span>
              <b class="number">
                <TokenAmount n={one.tokens} />
              </b>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
