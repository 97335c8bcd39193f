import { takerOf } from '@oto/schema/job/chain';
import AudioLines from 'lucide-solid/icons/audio-lines';
import GripVertical from 'lucide-solid/icons/grip-vertical';
import Image from 'lucide-solid/icons/image';
import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { GoldPostIt } from '../ui/post-it.tsx';
import type { Attachment } from './attachment.ts';
import { createChainDrag } from './chain-drag.ts';
import { ChainLink } from './chain-link.tsx';
import { ChainTrouble } from './chain-trouble.tsx';
import { breaks, CHAIN_MAX, type ChainAgent, type Mending } from './chain.ts';

/** The agents in the order they work, as little gold notes, with what passes from one to the next in pencil. */
export function ChainView(props: {
  readonly chain: readonly ChainAgent[];
  readonly attachments: readonly Attachment[];
  readonly picking: boolean;
  readonly onRemove: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onMend: (mending: Mending) => void;
  readonly onAdd: () => void;
}) {
  const app = useApp();
  const [said, setSaid] = createSignal('');
  let list!: HTMLOListElement;
  const notes = (): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>('.chain-note')];
  const drag = createChainDrag(notes, move);

  function move(from: number, to: number): void {
    const agent = props.chain[from];
    if (agent === undefined || props.chain[to] === undefined) return;
    props.onMove(from, to);
    setSaid(app.t('chain.moved', { name: agent.name, place: to + 1, places: props.chain.length }));
  }

  /** Moves by key, and keeps the focus on what moved. */
  function byKey(index: number, event: KeyboardEvent): void {
    const last = props.chain.length - 1;
    const to: { readonly [key: string]: number } = {
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      Home: 0,
      End: last,
    };
    const target = to[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const held = Math.min(last, Math.max(0, target));
    if (held === index) return;
    move(index, held);
    notes()[held]?.querySelector<HTMLElement>('.chain-grip')?.focus();
  }

  const shift = (index: number): { readonly translate: string } | undefined => {
    const held = drag.held();
    return held?.index === index ? { translate: `${held.dx}px ${held.dy}px` } : undefined;
  };
  const givenTo = (index: number) => props.attachments.filter((one) => takerOf(one.role, props.chain) === index);
  const story = () => props.chain.map((agent) => app.t(`chain.made.${agent.kind}`, { name: agent.name }));

  return (
    <Show when={props.chain.length > 0}>
      <div class="field">
        <span class="field-label">{app.t('composer.chain')}</span>
        <ol class="chain" ref={list} data-testid="composer-chain">
          <For each={props.chain}>
            {(agent, index) => (
              <li class="chain-link">
                <Show when={props.chain[index() - 1]}>{(before) => <ChainLink from={before()} to={agent} />}</Show>
                <div
                  class="chain-note"
                  classList={{
                    held: drag.held()?.index === index(),
                    landing: drag.held()?.over === index() && drag.held()?.index !== index(),
                  }}
                  style={shift(index())}
                  onPointerDown={(event) => drag.take(index(), event)}
                  data-testid="chain-note"
                >
                  <GoldPostIt size="small" name={agent.name} role={agent.role} kind={agent.kind} colour={agent.colour} />
                  <span class="chain-given">
                    <For each={givenTo(index())}>
                      {(one) => (
                        <span class="chain-file" title={one.name}>
                          <Show when={one.role === 'image'} fallback={<AudioLines size={13} aria-hidden="true" />}>
                            <Image size={13} aria-hidden="true" />
                          </Show>
                          {app.t(`chain.given.${one.role}`)}
                        </span>
                      )}
                    </For>
                  </span>
                  <Show when={props.chain.length > 1}>
                    <button
                      type="button"
                      class="icon-button chain-grip"
                      aria-label={app.t('chain.grip', { name: agent.name, place: index() + 1, places: props.chain.length })}
                      onKeyDown={(event) => byKey(index(), event)}
                      data-testid="chain-grip"
                    >
                      <GripVertical size={16} aria-hidden="true" />
                    </button>
                  </Show>
                  <IconButton
                    class="chain-remove"
                    label={app.t('composer.remove', { name: agent.name })}
                    onPress={() => props.onRemove(index())}
                  >
                    <X size={14} />
                  </IconButton>
                </div>
              </li>
            )}
          </For>
          <Show when={props.chain.length < CHAIN_MAX}>
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
        <p class="sr-only" aria-live="polite">
          {said()}
        </p>
        <ChainTrouble chain={props.chain} onMend={(mending) => props.onMend(mending)} />
        <Show when={breaks(props.chain).length === 0}>
          <p class="hand chain-story" data-testid="chain-story">
            {app.t('chain.words')}
            <For each={story()}>
              {(part) => (
                <>
                  <span class="chain-then" aria-hidden="true">
                    →
                  </span>
                  <span class="sr-only">, </span>
                  {part}
                </>
              )}
            </For>
          </p>
        </Show>
      </div>
    </Show>
  );
}
