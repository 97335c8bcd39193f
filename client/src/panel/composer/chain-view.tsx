import ChevronLeft from 'lucide-solid/icons/chevron-left';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { cordColour, GoldPostIt } from '../ui/post-it.tsx';
import type { ChainAgent } from './composer-machine.ts';

/** The agents in the order they work, as little gold notes tied by their cords. */
export function ChainView(props: {
  readonly chain: readonly ChainAgent[];
  readonly picking: boolean;
  readonly full: boolean;
  readonly onRemove: (index: number) => void;
  readonly onEarlier: (index: number) => void;
  readonly onAdd: () => void;
}) {
  const app = useApp();
  return (
    <Show when={props.chain.length > 0}>
      <div class="field">
        <span class="field-label">{app.t('composer.chain')}</span>
        <ol class="chain" data-testid="composer-chain">
          <For each={props.chain}>
            {(agent, index) => (
              <li class="chain-link">
                <Show when={index() > 0}>
                  <svg class="chain-cord" viewBox="0 0 60 40" aria-hidden="true">
                    <path d="M2 8Q30 38 58 8" class="chain-cord-shadow" />
                    <path d="M2 8Q30 38 58 8" style={{ stroke: cordColour(props.chain[index() - 1]?.colour ?? 0) }} />
                    <path d="M2 8Q30 38 58 8" class="chain-cord-twist" />
                  </svg>
                </Show>
                <div class="chain-note">
                  <GoldPostIt size="small" name={agent.name} role={agent.role} kind={agent.kind} colour={agent.colour} />
                  <IconButton
                    class="chain-remove"
                    label={app.t('composer.remove', { name: agent.name })}
                    onPress={() => props.onRemove(index())}
                  >
                    <X size={14} />
                  </IconButton>
                  <Show when={index() > 0 && agent.kind === 'text'}>
                    <IconButton
                      class="chain-earlier"
                      label={app.t('composer.earlier', { name: agent.name })}
                      onPress={() => props.onEarlier(index())}
                    >
                      <ChevronLeft size={14} />
                    </IconButton>
                  </Show>
                </div>
              </li>
            )}
          </For>
          <Show when={!props.full}>
            <li class="chain-link">
              <button
                type="button"
                class="chain-add"
                aria-expanded={props.picking}
                onClick={() => props.onAdd()}
                data-testid="composer-add-step"
              >
                <Plus size={20} aria-hidden="true" />
                <span>{app.t('composer.addStep')}</span>
              </button>
            </li>
          </Show>
        </ol>
        <Show when={props.chain.length > 1}>
          <p class="field-hint">{app.t('composer.chainHint')}</p>
        </Show>
      </div>
    </Show>
  );
}
