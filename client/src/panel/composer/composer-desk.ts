import type { Id } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { newIdempotencyKey } from '../../api/idempotency.ts';
import { mergeJob, type LiveJob } from '../../api/live-jobs.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import type { ChainAgent } from './chain.ts';
import { step, startComposer, type ComposerEffect, type ComposerEvent, type ComposerStep, type Where } from './composer-machine.ts';
import { rememberWish, type Wish } from './sent-wishes.ts';

/** Milliseconds after the last change of the chain before a price is asked. */
const PRICE_DELAY = 250;
/** Milliseconds before a price lapses at which a new one is asked. */
const PRICE_MARGIN = 10_000;

/** The composer's machine, with its prices asked and its wish sent. Must be called under a component. */
export function createComposerDesk(begin: {
  readonly chain: readonly ChainAgent[];
  readonly parents: readonly Creation[];
  readonly prompt: string;
  readonly wish: Wish | undefined;
  /** The parent whose jar pays first, while it is one. */
  readonly jar: Id | undefined;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const parents = begin.parents.map(({ id, title, author }) => ({ id, title, author: author.name }));
  const first = startComposer(begin.chain, parents, app.lang(), begin.prompt, begin.wish?.attachments);
  const [state, setState] = createSignal(first.state);
  let priceTimer: ReturnType<typeof setTimeout> | undefined;
  let expiryTimer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const jarOf = (those: readonly string[]): { readonly jar?: Id } =>
    begin.jar !== undefined && those.includes(begin.jar) ? { jar: begin.jar } : {};

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
          .generate(effect.kind, { ...effect.body, ...jarOf(effect.body.parents ?? []) }, effect.key)
          .then((answer) => send(answer.ok ? { type: 'accepted', job: answer.value.job } : { type: 'refused', failure: answer.failure }));
        return;
      case 'done':
        rememberWish(effect.job.id, {
          parents: begin.parents.filter((one) => state().parents.some(({ id }) => id === one.id)),
          attachments: state().attachments,
        });
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
    const answer = await app.api.quote({ ...effect.asked, ...jarOf(effect.asked.parents) });
    if (!answer.ok) {
      send({ type: 'priceRefused', round: effect.round, failure: answer.failure });
      return;
    }
    send({ type: 'priced', round: effect.round, quote: answer.value });
    clearTimeout(expiryTimer);
    expiryTimer = setTimeout(
      () => send({ type: 'expired' }),
      Math.max(1000, Date.parse(answer.value.expiresAt) - Date.now() - PRICE_MARGIN),
    );
  }

  onMount(() => {
    for (const effect of first.effects) perform(effect);
  });
  onCleanup(() => {
    closed = true;
    clearTimeout(priceTimer);
    clearTimeout(expiryTimer);
  });

  return { state, send, submit: (where: Where) => send({ type: 'submit', where, newKey: newIdempotencyKey }) };
}

export type ComposerDesk = ReturnType<typeof createComposerDesk>;
