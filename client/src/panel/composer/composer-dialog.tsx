import { PROMPT_MAX } from '@oto/schema/contract/common';
import type { Agent } from '@oto/schema/contract/agent';
import type { Creation } from '@oto/schema/contract/creation';
import { useQueryClient } from '@tanstack/solid-query';
import GitFork from 'lucide-solid/icons/git-fork';
import Lock from 'lucide-solid/icons/lock';
import Pin from 'lucide-solid/icons/pin';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { newIdempotencyKey } from '../../api/idempotency.ts';
import { mergeJob, type LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Window } from '../ui/window.tsx';
import { AgentPicker } from './agent-picker.tsx';
import { ChainView } from './chain-view.tsx';
import {
  blockOf,
  CHAIN_MAX,
  startComposer,
  step,
  type ChainAgent,
  type ComposerEffect,
  type ComposerEvent,
  type ComposerStep,
  type Where,
} from './composer-machine.ts';
import { PriceView } from './price-view.tsx';

/** Milliseconds after the last change of agents before a price is asked. */
const PRICE_DELAY = 250;
/** Milliseconds before a price lapses at which a new one is asked. */
const PRICE_MARGIN = 10_000;

export function chainAgent(agent: Agent): ChainAgent {
  return { id: agent.id, name: agent.name, role: agent.role, kind: agent.kind, colour: agent.colour };
}

export function ComposerDialog(props: {
  readonly agents: readonly Agent[];
  readonly parent?: Creation | undefined;
  /** The parent is made once more with these agents, from the same prompt. */
  readonly again?: boolean;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const parents = props.parent === undefined ? [] : [{ id: props.parent.id, title: props.parent.title, author: props.parent.author.name }];
  const first = startComposer(props.agents.map(chainAgent), parents, app.lang(), props.again === true ? props.parent?.prompt : undefined);
  const [state, setState] = createSignal(first.state);
  const [picking, setPicking] = createSignal(props.agents.length === 0);
  let priceTimer: ReturnType<typeof setTimeout> | undefined;
  let expiryTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function send(event: ComposerEvent): void {
    if (!closed) follow(step(state(), event));
  }

  function follow(next: ComposerStep): void {
    setState(next.state);
    for (const effect of next.effects) perform(effect);
  }

  function perform(effect: ComposerEffect): void {
    switch (effect.type) {
      case 'askPrice':
        clearTimeout(priceTimer);
        clearTimeout(expiryTimer);
        // The first price is asked at once; later ones wait for the chain to settle.
        if (effect.round === 1) void askPrice(effect);
        else priceTimer = setTimeout(() => void askPrice(effect), PRICE_DELAY);
        return;
      case 'send':
        void app.api
          .generate(effect.kind, effect.body, effect.key)
          .then((answer) =>
            send(
              answer.ok
                ? { type: 'accepted', job: answer.value.job }
                : { type: 'refused', code: answer.failure.code, status: answer.failure.status },
            ),
          );
        return;
      case 'done':
        queries.setQueryData<readonly LiveJob[]>(KEYS.jobs, (jobs) => mergeJob(jobs ?? [], effect.job));
        app.showDialog(null);
        // What follows is on the board and in the job's card: nothing may lie over them.
        app.showSide(null);
        app.notify({
          tone: 'info',
          title: app.t('composer.sent'),
          text: app.t(effect.job.where === 'board' ? 'composer.sentBoard' : 'composer.sentPrivate'),
        });
        if (effect.job.where === 'board' && effect.job.plot) app.flyToNote(effect.job.creation, effect.job.plot);
        return;
      default:
        return effect satisfies never;
    }
  }

  async function askPrice(effect: Extract<ComposerEffect, { type: 'askPrice' }>): Promise<void> {
    const answer = await app.api.quote(effect.agents, effect.parents);
    if (!answer.ok) {
      send({ type: 'priceRefused', round: effect.round, code: answer.failure.code });
      return;
    }
    send({ type: 'priced', round: effect.round, quote: answer.value });
    clearTimeout(expiryTimer);
    expiryTimer = setTimeout(
      () => send({ type: 'expired' }),
      Math.max(1000, Date.parse(answer.value.expiresAt) - Date.now() - PRICE_MARGIN),
    );
  }

  onMount(() => follow(first));
  onCleanup(() => {
    closed = true;
    clearTimeout(priceTimer);
    clearTimeout(expiryTimer);
  });

  const submit = (where: Where) => send({ type: 'submit', where, newKey: newIdempotencyKey });
  const again = () => (props.again === true ? state().chain.at(-1)?.name : undefined);
  const title = (): string => {
    const agent = again();
    if (agent !== undefined) return app.t('composer.againTitle', { name: agent });
    return app.t(props.parent === undefined ? 'composer.title' : 'composer.forkTitle');
  };
  const from = (parent: Creation): string => {
    const agent = again();
    const words = { title: parent.title, name: parent.author.name };
    return agent === undefined ? app.t('composer.from', words) : app.t('composer.againFrom', { ...words, agent });
  };
  const blocked = () => blockOf(state());
  const left = () => PROMPT_MAX - state().prompt.length;

  return (
    <Window title={title()} testid="composer" class="window-wide composer" onClose={() => app.showDialog(null)}>
      <form class="form" novalidate onSubmit={(event) => event.preventDefault()}>
        <Show when={props.parent}>
          {(parent) => (
            <p class="fork-line" data-testid="composer-parent">
              <GitFork size={18} aria-hidden="true" />
              <span>{from(parent())}</span>
            </p>
          )}
        </Show>
        <ChainView
          chain={state().chain}
          picking={picking()}
          full={state().chain.length >= CHAIN_MAX}
          onRemove={(index) => send({ type: 'remove', index })}
          onEarlier={(index) => send({ type: 'earlier', index })}
          onAdd={() => setPicking(!picking())}
        />
        <Show when={picking() || state().chain.length === 0}>
          <AgentPicker
            chosen={state().chain.map((agent) => agent.id)}
            onPick={(agent) => {
              send({ type: 'add', agent: chainAgent(agent) });
              setPicking(false);
            }}
          />
        </Show>
        <Field
          label={app.t('composer.prompt')}
          value={state().prompt}
          onInput={(text) => send({ type: 'prompt', text })}
          testid="composer-prompt"
          rows={4}
          placeholder={app.t(`composer.example.${state().chain.at(-1)?.kind ?? 'text'}`)}
          error={blocked() === 'prompt_too_long' ? app.sentence({ code: 'prompt_too_long', fields: [] }) : undefined}
          aside={
            <span class="counter" classList={{ over: left() < 0 }} aria-live={left() < 50 ? 'polite' : 'off'}>
              {app.format().number(state().prompt.length)} / {app.format().number(PROMPT_MAX)}
            </span>
          }
        />
        <PriceView quote={state().quote} onRetry={() => send({ type: 'expired' })} />
        <Show when={state().refusal}>
          {(code) => (
            <p class="form-error" role="alert" data-testid="composer-error">
              {app.sentence({ code: code(), fields: [] })}
            </p>
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
        <p class="muted small center" aria-live="polite">
          <BlockLine block={blocked()} />
        </p>
      </form>
    </Window>
  );
}

function BlockLine(props: { readonly block: ReturnType<typeof blockOf> }) {
  const app = useApp();
  const words = () => {
    switch (props.block) {
      case 'no_agent':
        return app.t('composer.block.no_agent');
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
