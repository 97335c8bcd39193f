import { isId, type Id } from '@oto/schema/base/id';
import type { Lineage } from '@oto/schema/contract/lineage';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import ArrowRight from 'lucide-solid/icons/arrow-right';
import Network from 'lucide-solid/icons/network';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { PulledCord } from '../../board/board-controller.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { KindBadge } from '../ui/badge.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { pullChain } from './pull-chain.ts';

/** Milliseconds at each note, the flight to it included. */
const REST = 4200;

type Travel = { readonly lineage: Lineage; readonly chosen: ReadonlyMap<string, string> };

/** A string was pulled: the camera travels from note to note to where it began, and a small paper tells of each. */
export function CordTravel() {
  const app = useApp();
  const [travel, setTravel] = createSignal<Travel | null>(null);
  let round = 0;

  createEffect(
    on(app.board, (board) => {
      if (board !== null) onCleanup(board.onPull((cord) => void begin(cord)));
    }),
  );

  async function begin({ creation, from }: PulledCord): Promise<void> {
    if (!isId(creation)) return;
    const mine = ++round;
    const answer = await app.api.lineage(creation);
    if (mine !== round) return;
    if (!answer.ok) {
      app.notify({ tone: 'info', title: app.t('pull.none') });
      return;
    }
    // A sheet would lie over what is travelled to.
    app.showSide(null);
    setTravel({ lineage: answer.value, chosen: new Map([[creation, from]]) });
  }

  return (
    <Show when={travel()} keyed>
      {(one) => <TravelPaper travel={one} onTurn={(chosen) => setTravel({ ...one, chosen })} onStop={() => setTravel(null)} />}
    </Show>
  );
}

function TravelPaper(props: {
  readonly travel: Travel;
  readonly onTurn: (chosen: ReadonlyMap<string, string>) => void;
  readonly onStop: () => void;
}) {
  const app = useApp();
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const stops = createMemo(() => pullChain(props.travel.lineage, props.travel.chosen));
  const [index, setIndex] = createSignal(startOf());
  const [playing, setPlaying] = createSignal(!still && stops().length > 1);
  const stop = () => stops()[index()];
  const last = () => index() >= stops().length - 1;
  let paper!: HTMLElement;

  /** After a turning, the way goes on from there. */
  function startOf(): number {
    const turned = [...props.travel.chosen.keys()].at(-1);
    return Math.max(
      0,
      stops().findIndex(({ node }) => node.id === turned),
    );
  }

  createEffect(
    on(index, (at, before) => {
      const now = stops()[at];
      const board = app.board();
      if (now === undefined || board === null) return;
      const shown = now.node.shown;
      if (shown?.plot) app.flyToNote(now.node.id, shown.plot, shown.seat === null ? undefined : { x: shown.seat[0], y: shown.seat[1] });
      const from = before === undefined || before > at ? undefined : stops()[before]?.node.id;
      if (from !== undefined && from !== now.node.id) board.shine([from, now.node.id]);
    }),
  );
  createEffect(() => {
    if (!playing() || last()) return;
    index();
    const timer = setTimeout(() => setIndex((at) => at + 1), REST);
    onCleanup(() => clearTimeout(timer));
  });

  onMount(() => {
    paper.focus({ preventScroll: true });
    const stopped = new AbortController();
    const { signal } = stopped;
    // A hand on the board takes the camera; the paper stays, so that the way can go on.
    const onBoard = (event: Event): void => {
      if (event.target instanceof Element && event.target.closest('.board-host') !== null) setPlaying(false);
    };
    addEventListener('pointerdown', onBoard, { signal, capture: true });
    addEventListener('wheel', onBoard, { signal, capture: true, passive: true });
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || app.dialog() !== null) return;
        event.stopPropagation();
        props.onStop();
      },
      { signal, capture: true },
    );
    onCleanup(() => stopped.abort());
  });

  function turn(parent: Id): void {
    const now = stop();
    if (now === undefined) return;
    // The turning is the last entry, which says where to go on from.
    const chosen = new Map(props.travel.chosen);
    chosen.delete(now.node.id);
    props.onTurn(chosen.set(now.node.id, parent));
  }

  return (
    <section
      ref={paper}
      class="cord-travel paper-card"
      tabindex="-1"
      aria-label={app.t('pull.title')}
      data-testid="cord-travel"
      data-at={index()}
      data-of={stops().length}
    >
      <span class="tape" aria-hidden="true" />
      <div class="travel-head">
        <p class="kicker">
          {app.t('pull.title')} · {app.t('pull.step', { n: index() + 1, of: stops().length })}
        </p>
        <IconButton label={app.t('pull.stop')} testid="travel-stop" onPress={() => props.onStop()}>
          <X size={18} />
        </IconButton>
      </div>
      <div aria-live="polite" class="travel-words">
        <Show when={stop()?.node.shown} fallback={<p class="hand">{app.t('lineage.gone')}</p>}>
          {(shown) => (
            <>
              <p class="travel-title hand">{shown().title}</p>
              <p class="small row wrap">
                <KindBadge kind={shown().kind} />
                <span class="muted">{app.t('lineage.by', { name: shown().author.name })}</span>
                <TokenAmount n={shown().tokens} />
              </p>
              <Show when={shown().agents.length > 0}>
                <p class="small" data-testid="travel-agents">
                  {app.t('lineage.agents', { agents: app.format().list(shown().agents.map(({ name }) => name)) })}
                </p>
              </Show>
              <p class="quoted small travel-prompt">{shown().prompt}</p>
            </>
          )}
        </Show>
        <Show when={last()}>
          <p class="hand travel-start">{app.t('pull.start')}</p>
        </Show>
      </div>
      <Show when={(stop()?.others.length ?? 0) > 0}>
        <p class="small row wrap" data-testid="travel-others">
          <span class="muted">{app.t('pull.also')}</span>
          <For each={stop()?.others ?? []}>
            {(other) => (
              <button type="button" class="link" onClick={() => turn(other.id)}>
                {other.shown?.title ?? app.t('lineage.gone')}
              </button>
            )}
          </For>
        </p>
      </Show>
      <div class="travel-ways">
        <IconButton
          label={app.t('pull.back')}
          testid="travel-back"
          words="top"
          disabled={index() === 0}
          onPress={() => {
            setPlaying(false);
            setIndex(index() - 1);
          }}
        >
          <ArrowLeft size={19} />
        </IconButton>
        <Show when={!still}>
          <IconButton
            label={app.t(playing() ? 'pull.pause' : 'pull.play')}
            testid="travel-play"
            words="top"
            disabled={last()}
            onPress={() => setPlaying(!playing())}
          >
            <Show when={playing()} fallback={<Play size={19} />}>
              <Pause size={19} />
            </Show>
          </IconButton>
        </Show>
        <IconButton
          label={app.t('pull.next')}
          testid="travel-next"
          words="top"
          disabled={last()}
          onPress={() => {
            setPlaying(false);
            setIndex(index() + 1);
          }}
        >
          <ArrowRight size={19} />
        </IconButton>
        <IconButton
          label={app.t('pull.tree')}
          testid="travel-tree"
          words="top"
          onPress={() => {
            setPlaying(false);
            app.showDialog({ type: 'lineage', id: stop()?.node.id ?? props.travel.lineage.root });
          }}
        >
          <Network size={19} />
        </IconButton>
      </div>
    </section>
  );
}
