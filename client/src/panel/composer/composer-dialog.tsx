import type { Id } from '@oto/schema/base/id';
import type { Agent } from '@oto/schema/contract/agent';
import type { Creation } from '@oto/schema/contract/creation';
import { INPUT_ROLES, PROMPT_MAX } from '@oto/schema/contract/common';
import { takerOf, type Role } from '@oto/schema/job/chain';
import GitFork from 'lucide-solid/icons/git-fork';
import Lock from 'lucide-solid/icons/lock';
import Pin from 'lucide-solid/icons/pin';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { RefusalCard } from '../moderation/refusal-card.tsx';
import { selectPassage } from '../moderation/select-passage.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Window } from '../ui/window.tsx';
import { AgentPicker, type PickerAim } from './agent-picker.tsx';
import { AttachmentBar } from './attachment-bar.tsx';
import { createAttachmentDesk } from './attachment-desk.ts';
import { chainAgent } from './chain-agent.ts';
import { ChainView } from './chain-view.tsx';
import { breakBetween, CHAIN_MAX, fits, placeFor, type Mending } from './chain.ts';
import { createComposerDesk } from './composer-desk.ts';
import { blockOf } from './composer-machine.ts';
import { IdeaList } from './idea-list.tsx';
import { PriceView } from './price-view.tsx';
import type { Wish } from './sent-wishes.ts';

/** Why the picker is open: for one more agent, another in the place of one, or one that takes a file. */
type Picking =
  | { readonly type: 'add' }
  | { readonly type: 'replace'; readonly index: number }
  | { readonly type: 'taker'; readonly role: Role };

export function ComposerDialog(props: {
  readonly agents: readonly Agent[];
  readonly parents?: readonly Creation[] | undefined;
  readonly jar?: Id | undefined;
  /** The only parent is made once more with these agents, from the same prompt. */
  readonly again?: boolean;
  readonly prompt?: string | undefined;
  /** What a wish tried again was made with, beside agents and prompt. */
  readonly wish?: Wish | undefined;
}) {
  const app = useApp();
  const engines = () => app.world()?.engines ?? [];
  const given = props.parents ?? props.wish?.parents ?? [];
  const desk = createComposerDesk({
    chain: props.agents.map((agent) => chainAgent(agent, engines())),
    parents: given,
    jar: props.jar,
    prompt: props.prompt ?? (props.again === true ? (given[0]?.prompt ?? '') : ''),
    wish: props.wish,
  });
  const files = createAttachmentDesk(desk);
  const { state, send, submit } = desk;
  const [picking, setPicking] = createSignal<Picking | null>(props.agents.length === 0 ? { type: 'add' } : null);
  const roles = createMemo(() => INPUT_ROLES.filter((role) => engines().some((engine) => engine.accepts.includes(role))));
  let openFiles: () => void = () => {};
  let form!: HTMLFormElement;

  const parents = () => given.filter((one) => state().parents.some(({ id }) => id === one.id));
  const again = () => (props.again === true ? state().chain.at(-1)?.name : undefined);
  const title = (): string => {
    const agent = again();
    if (agent !== undefined) return app.t('composer.againTitle', { name: agent });
    if (parents().length > 1) return app.t('knot.title');
    return app.t(parents().length === 0 ? 'composer.title' : 'composer.forkTitle');
  };
  const from = (one: Creation): string => {
    const agent = again();
    const words = { title: one.title, name: one.author.name };
    return agent === undefined ? app.t('composer.from', words) : app.t('composer.againFrom', { ...words, agent });
  };
  const blocked = () => blockOf(state());
  // Tokens bought in another tab are enough as soon as they come.
  createEffect(
    on(
      () => app.me()?.wallet.available,
      () => blocked() === 'not_enough' && send({ type: 'expired' }),
      { defer: true },
    ),
  );
  const left = () => PROMPT_MAX - state().prompt.length;

  const aim = (): PickerAim | null => {
    const now = picking();
    const chain = state().chain;
    if (now === null) return null;
    switch (now.type) {
      case 'add': {
        const last = chain.at(-1);
        if (last === undefined) return null;
        return {
          title: app.t('picker.follows', { name: last.name }),
          none: app.t(last.kind === 'video' ? 'picker.afterFilm' : 'picker.noneSuits', { name: last.name }),
          othersTitle: app.t('picker.others'),
          no(agent) {
            const one = chainAgent(agent, engines());
            const why = breakBetween(last, one);
            if (why === null) return null;
            const earlier = chain.some((_, place) => fits(chain, place, one));
            return earlier ? app.t('picker.no.before') : app.t(`picker.no.${why}`);
          },
        };
      }
      case 'replace':
        return {
          none: app.t('picker.noneSuits'),
          title: app.t('picker.instead', { name: chain[now.index]?.name ?? '' }),
          othersTitle: app.t('picker.others'),
          no: (agent) => (fits(chain, now.index, chainAgent(agent, engines()), true) ? null : app.t('picker.no.here')),
        };
      case 'taker':
        return {
          none: app.t('picker.noneSuits'),
          title: app.t(`picker.takes.${now.role}`),
          othersTitle: app.t('picker.others'),
          no(agent) {
            const one = chainAgent(agent, engines());
            if (!one.accepts.includes(now.role)) return app.t(`picker.no.${now.role}`);
            const place = placeFor(chain, one, now.role);
            return takerOf(now.role, chain.toSpliced(place, 0, one)) < 0 ? app.t('picker.no.here') : null;
          },
        };
      default:
        return now satisfies never;
    }
  };

  function pick(agent: Agent): void {
    const now = picking();
    const one = chainAgent(agent, engines());
    if (now?.type === 'replace') send({ type: 'replace', index: now.index, agent: one });
    else send({ type: 'add', agent: one, ...(now?.type === 'taker' ? { taking: now.role } : {}) });
    setPicking(null);
  }

  function mend(mending: Mending): void {
    switch (mending.type) {
      case 'order':
        send({ type: 'order', order: mending.order });
        return;
      case 'drop':
        send({ type: 'remove', index: mending.index });
        return;
      case 'replace':
        setPicking({ type: 'replace', index: mending.index });
        return;
      default:
        return mending satisfies never;
    }
  }

  return (
    <Window title={title()} testid="composer" class="window-wide composer" onClose={() => app.showDialog(null)}>
      <form ref={form} class="form" novalidate onSubmit={(event) => event.preventDefault()}>
        <For each={parents()}>
          {(one) => (
            <p class="fork-line" data-testid="composer-parent">
              <GitFork size={18} aria-hidden="true" />
              <span>{from(one)}</span>
              <Show when={parents().length > 1}>
                <IconButton
                  class="small"
                  label={app.t('knot.loosen', { title: one.title })}
                  testid="composer-parent-remove"
                  onPress={() => send({ type: 'loosen', parent: one.id })}
                >
                  <X size={15} />
                </IconButton>
              </Show>
            </p>
          )}
        </For>
        <Show when={state().chain.length === 0 && parents().length === 0}>
          <IdeaList
            onBegin={(chain, prompt, needs) => {
              send({ type: 'begin', chain, prompt });
              setPicking(null);
              if (needs !== null) openFiles();
            }}
          />
        </Show>
        <ChainView
          chain={state().chain}
          attachments={state().attachments}
          picking={picking() !== null}
          onRemove={(index) => send({ type: 'remove', index })}
          onMove={(fromPlace, to) => send({ type: 'move', from: fromPlace, to })}
          onMend={mend}
          onAdd={() => setPicking(picking() === null ? { type: 'add' } : null)}
        />
        <Show when={picking() !== null || state().chain.length === 0}>
          <AgentPicker chosen={state().chain.map((agent) => agent.id)} aim={aim()} onPick={pick} />
        </Show>
        <Field
          label={app.t('composer.prompt')}
          value={state().prompt}
          onInput={(text) => send({ type: 'prompt', text })}
          testid="composer-prompt"
          rows={4}
          placeholder={app.t(`composer.example.${state().chain[0]?.kind ?? 'text'}`)}
          error={blocked() === 'prompt_too_long' ? app.sentence({ code: 'prompt_too_long', fields: [] }) : undefined}
          aside={
            <span class="counter" classList={{ over: left() < 0 }} aria-live={left() < 50 ? 'polite' : 'off'}>
              {app.format().number(state().prompt.length)} / {app.format().number(PROMPT_MAX)}
            </span>
          }
        />
        <AttachmentBar
          desk={files}
          attachments={state().attachments}
          chain={state().chain}
          parents={parents()}
          roles={roles()}
          onFindTaker={state().chain.length < CHAIN_MAX ? (role) => setPicking({ type: 'taker', role }) : null}
          ref={(open) => {
            openFiles = open;
          }}
        />
        <PriceView quote={state().quote} waits={blocked()} onRetry={() => send({ type: 'expired' })} />
        <Show when={state().refusal}>
          {(failure) => (
            <Show
              when={failure().refusal}
              fallback={
                <p class="form-error" role="alert" data-testid="composer-error">
                  {app.sentence(failure())}
                </p>
              }
            >
              {(refusal) => (
                <RefusalCard
                  refusal={refusal()}
                  text={state().prompt}
                  onRephrase={(place) => selectPassage(form.querySelector('textarea'), place)}
                />
              )}
            </Show>
          )}
        </Show>
        <div class="composer-actions">
          <Button
            look="paper"
            icon={<Lock size={18} aria-hidden="true" />}
            pending={state().sending === 'private'}
            disabled={blocked() !== null}
            onPress={() => submit('private')}
            data-testid="composer-create-private"
          >
            {app.t('composer.private')}
          </Button>
          <Button
            look="main"
            icon={<Pin size={18} aria-hidden="true" />}
            pending={state().sending === 'board'}
            disabled={blocked() !== null}
            onPress={() => submit('board')}
            data-testid="composer-create-board"
          >
            {app.t('composer.board')}
          </Button>
        </div>
        <p class="muted small center" aria-live="polite" data-testid="composer-block">
          <BlockLine block={blocked()} />
        </p>
      </form>
      <Show when={files.hovered()}>
        <div class="drop-here" aria-hidden="true">
          <p class="hand">{app.t('attach.dropHere')}</p>
        </div>
      </Show>
    </Window>
  );
}

function BlockLine(props: { readonly block: ReturnType<typeof blockOf> }) {
  const app = useApp();
  const words = () => {
    switch (props.block) {
      case 'no_agent':
        return app.t('composer.block.no_agent');
      case 'broken':
        return app.t('composer.block.broken');
      case 'file_sending':
        return app.t('composer.block.file_sending');
      case 'file_failed':
        return app.t('composer.block.file_failed');
      case 'file_unused':
        return app.t('composer.block.file_unused');
      case 'no_prompt':
        return app.t('composer.block.no_prompt');
      case 'not_enough':
        return app.t('composer.block.not_enough');
      case 'prompt_too_long':
      case 'no_price':
      case 'sending':
        return '';
      case null:
        return app.t('composer.block.ready');
      default:
        return props.block satisfies never;
    }
  };
  return <>{words()}</>;
}
