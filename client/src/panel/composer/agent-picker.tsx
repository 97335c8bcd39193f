import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { Agent } from '@oto/schema/contract/agent';
import { keepPreviousData, useQuery } from '@tanstack/solid-query';
import Search from 'lucide-solid/icons/search';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { GoldPostIt } from '../ui/post-it.tsx';
import { Empty, Loaded } from '../ui/states.tsx';

const TYPING_PAUSE = 200;

/** Whom a picker offers first. `no`: why one of the others does not suit, in a few words; null: it suits. */
export type PickerAim = {
  readonly title: string;
  /** Instead, when nobody suits. */
  readonly none: string;
  readonly othersTitle: string;
  readonly no: (agent: Agent) => string | null;
};

/** All agents or mine, by kind and by name; those that suit first, the others below with the reason. */
export function AgentPicker(props: {
  readonly chosen: readonly string[];
  readonly aim: PickerAim | null;
  readonly onPick: (agent: Agent) => void;
}) {
  const app = useApp();
  const [kind, setKind] = createSignal<Kind | null>(null);
  const [mine, setMine] = createSignal(false);
  const [typed, setTyped] = createSignal('');
  const [words, setWords] = createSignal('');
  let pause: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(pause));
  const asked = useQuery(() => ({
    queryKey: KEYS.agentsOf(kind(), mine(), words()),
    queryFn: async () => {
      const one = kind();
      return valueOf(await app.api.agents({ ...(one === null ? {} : { kind: one }), mine: mine(), q: words() })).agents;
    },
    placeholderData: keepPreviousData,
  }));
  const no = (agent: Agent): string | null => props.aim?.no(agent) ?? null;

  const List = (list: { readonly agents: readonly Agent[] }) => (
    <ul class="picker-list">
      <For each={list.agents}>
        {(agent) => (
          <li>
            <button
              type="button"
              class="picker-item"
              classList={{ unfit: no(agent) !== null }}
              disabled={props.chosen.includes(agent.id)}
              onClick={() => props.onPick(agent)}
              data-testid="picker-agent"
              data-id={agent.id}
              data-kind={agent.kind}
            >
              <GoldPostIt size="small" name={agent.name} role={agent.role} kind={agent.kind} colour={agent.colour} />
              <span class="sr-only">{app.t('picker.use', { kind: app.t(`kind.${agent.kind}`), owner: agent.owner.name })}</span>
              <small>
                {props.chosen.includes(agent.id)
                  ? app.t('picker.chosen')
                  : (no(agent) ?? (agent.mine ? app.t('picker.isMine') : agent.owner.name))}
              </small>
            </button>
          </li>
        )}
      </For>
    </ul>
  );

  return (
    <div class="picker" data-testid="agent-picker">
      <div class="picker-filters">
        <label class="picker-search">
          <Search size={16} aria-hidden="true" />
          <input
            type="search"
            value={typed()}
            placeholder={app.t('picker.search')}
            aria-label={app.t('picker.search')}
            data-testid="picker-search"
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              clearTimeout(pause);
              pause = setTimeout(() => setWords(typed().trim()), TYPING_PAUSE);
            }}
          />
        </label>
        <div class="chips" role="group" aria-label={app.t('picker.kinds')}>
          <For each={KINDS}>
            {(one) => (
              <button
                type="button"
                class="chip"
                data-kind={one}
                aria-pressed={kind() === one}
                onClick={() => setKind(kind() === one ? null : one)}
                data-testid={`picker-${one}`}
              >
                <KindMark kind={one} size={15} />
                {app.t(`kind.${one}`)}
              </button>
            )}
          </For>
          <Show when={app.me()}>
            <button type="button" class="chip" aria-pressed={mine()} onClick={() => setMine(!mine())} data-testid="picker-mine">
              {app.t('picker.mine')}
            </button>
          </Show>
        </div>
      </div>
      <Loaded asked={asked}>
        {(agents) => {
          const suited = () => agents().filter((agent) => no(agent) === null);
          const others = () => agents().filter((agent) => no(agent) !== null);
          return (
            <Show
              when={agents().length > 0}
              fallback={
                <Empty title={app.t('picker.none')} text={app.t('picker.noneText')}>
                  <Button onPress={() => app.showDialog({ type: 'agent' })}>{app.t('dock.newAgent')}</Button>
                </Empty>
              }
            >
              <div class="picker-lists">
                <Show when={props.aim}>{(aim) => <p class="subheading">{suited().length > 0 ? aim().title : aim().none}</p>}</Show>
                <List agents={suited()} />
                <Show when={others().length > 0}>
                  <p class="subheading">{props.aim?.othersTitle}</p>
                  <List agents={others()} />
                </Show>
              </div>
            </Show>
          );
        }}
      </Loaded>
    </div>
  );
}
