import { plotKey } from '@oto/schema/geometry/lattice';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import StepBack from 'lucide-solid/icons/step-back';
import StepForward from 'lucide-solid/icons/step-forward';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { valueOf } from '../../api/http.ts';
import { useApp, type PastView } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { createShownLayout } from './shown-layout.ts';
import { momentSentence } from './moment-words.ts';
import { firstMoments, goTo, indexOfMoment, lastIndex, shownMoment, withOlder, type Moments } from './moments.ts';
import { RestoreButton } from './restore-button.tsx';

/** Moments left at the old end when the next page is asked. */
const AHEAD = 8;
/** Milliseconds a layout stays while the past plays. */
const PLAY_STEP = 1100;
/** Pages read at most to find a moment that was asked for. */
const PAGES_MOST = 30;

/** The past of one plot: a strip at the lower edge with a slider over its moments. */
export function Timeline(props: { readonly view: PastView }) {
  const app = useApp();
  const queries = useQueryClient();
  const plot = props.view.plot;
  const [known, setKnown] = createSignal<Moments | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [playing, setPlaying] = createSignal(false);
  const [pressed, setPressed] = createSignal(false);
  let slider!: HTMLInputElement;
  let asking = false;
  let gone = false;
  onCleanup(() => (gone = true));

  const asker = () => app.me()?.id ?? null;
  const facts = useQuery(() => ({
    queryKey: KEYS.plot(plot, asker()),
    queryFn: async () => valueOf(await app.api.plot(plot)),
    retry: false,
    staleTime: 0,
  }));
  const shown = createMemo(() => {
    const now = known();
    return now === null ? null : shownMoment(now);
  });
  const layout = createShownLayout(app, queries, plot, () => shown()?.id ?? null);

  async function begin(): Promise<void> {
    setFailure(null);
    const answer = await app.api.past(plot);
    if (gone) return;
    // Paper that nobody has claimed has no past.
    if (!answer.ok && answer.failure.status !== 404) {
      setFailure(answer.failure);
      return;
    }
    setKnown(firstMoments(answer.ok ? answer.value : { moments: [], next: null, keptSince: null }));
    if (props.view.moment !== null) await find(props.view.moment);
    slider.focus();
  }

  /** Reads older pages until the moment is known, and shows it. */
  async function find(moment: string): Promise<void> {
    for (let pages = 0; pages < PAGES_MOST; pages++) {
      const now = known();
      if (now === null) return;
      const index = indexOfMoment(now, moment);
      if (index !== null) {
        setKnown(goTo(now, index));
        return;
      }
      if (!(await readOlder())) return;
    }
  }

  /** Whether older moments were added. */
  async function readOlder(): Promise<boolean> {
    const older = known()?.older ?? null;
    if (older === null || asking) return false;
    asking = true;
    const answer = await app.api.past(plot, older);
    asking = false;
    const now = known();
    if (gone || now === null) return false;
    if (!answer.ok) {
      setFailure(answer.failure);
      return false;
    }
    setFailure(null);
    setKnown(withOlder(now, answer.value));
    return true;
  }

  const go = (at: number): void => {
    const now = known();
    if (now !== null) setKnown(goTo(now, at));
  };
  const step = (by: number): void => {
    setPlaying(false);
    go((known()?.at ?? 0) + by);
  };
  const isToday = () => shown() === null;
  const last = () => {
    const now = known();
    return now === null ? 0 : lastIndex(now);
  };

  onMount(() => {
    void begin();
    const flown = app.board()?.plotInView() ?? null;
    if (flown === null || plotKey(flown) !== plotKey(plot)) app.board()?.flyToPlot(plot);
  });

  // The slider's old end moves while a page comes in: not under a finger.
  createEffect(() => {
    const now = known();
    if (now !== null && now.older !== null && now.at < AHEAD && !pressed() && failure() === null) void readOlder();
  });

  createEffect(() => {
    if (!playing() || layout.state() === 'loading') return;
    if (isToday() || layout.state() === 'failed') {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => go((known()?.at ?? 0) + 1), PLAY_STEP);
    onCleanup(() => clearTimeout(timer));
  });

  // Leaving the plot, once it was reached, comes back to today.
  let reached = false;
  createEffect(
    on(
      () => app.board()?.plotInView() ?? null,
      (now) => {
        if (now !== null && plotKey(now) === plotKey(plot)) reached = true;
        else if (reached) {
          app.showPast(null);
          app.notify({ tone: 'info', title: app.t('past.left') });
        }
      },
    ),
  );

  function play(): void {
    if (playing()) setPlaying(false);
    else {
      if (isToday()) go(0);
      setPlaying(true);
    }
  }

  const time = () => {
    const moment = shown();
    return moment === null ? app.t('past.today') : app.format().whole(moment.at);
  };
  const who = () => {
    const moment = shown();
    if (moment !== null) return momentSentence(app, moment);
    const newest = known()?.moments.at(-1);
    return newest === undefined ? app.t('past.none') : momentSentence(app, newest);
  };
  const rough = () => {
    const kept = known()?.keptSince ?? null;
    const moment = shown();
    return moment !== null && kept !== null && moment.at < kept;
  };

  return (
    <section
      class="timeline paper-card"
      aria-label={app.t('past.title')}
      data-testid="timeline"
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && app.showPast(null)}
    >
      <div class="timeline-head">
        <div class="timeline-words">
          <p class="kicker">{facts.data === undefined ? app.t('past.title') : app.t('past.of', { name: facts.data.owner.name })}</p>
          <p class="timeline-time heading" data-testid="timeline-time">
            <span class="timeline-when">{time()}</span>
            <Show when={layout.state() === 'loading'}>
              <LoaderCircle class="spin" size={18} role="img" aria-label={app.t('past.loading')} />
            </Show>
          </p>
          <p class="timeline-who" aria-live="polite" data-testid="timeline-who">
            <Show when={known()} fallback={failure() === null ? app.t('state.loading') : ''}>
              {who()}
            </Show>
            <Show when={rough()}>
              {' '}
              <span class="muted">{app.t('past.rough')}</span>
            </Show>
          </p>
        </div>
        <IconButton label={app.t('action.close')} testid="timeline-close" onPress={() => app.showPast(null)}>
          <X size={20} />
        </IconButton>
      </div>
      <Switch>
        <Match when={failure() ?? layout.failure()}>
          {(one) => (
            <p class="timeline-trouble form-error" role="alert">
              {app.sentence(one())}{' '}
              <button
                type="button"
                class="link"
                onClick={() => {
                  if (failure() === null) layout.retry();
                  else if (known() === null) void begin();
                  else void readOlder();
                }}
              >
                {app.t('action.retry')}
              </button>
            </p>
          )}
        </Match>
      </Switch>
      <div class="timeline-line">
        <input
          ref={slider}
          type="range"
          class="timeline-slider"
          min={0}
          max={last()}
          step={1}
          value={known()?.at ?? 0}
          disabled={last() === 0}
          aria-label={app.t('past.slider')}
          aria-valuetext={`${time()}, ${who()}`}
          aria-busy={layout.state() === 'loading'}
          style={{ '--done': String(last() === 0 ? 1 : (known()?.at ?? 0) / last()) }}
          data-testid="timeline-slider"
          onPointerDown={() => {
            setPlaying(false);
            setPressed(true);
          }}
          onPointerUp={() => setPressed(false)}
          onPointerCancel={() => setPressed(false)}
          onInput={(event) => {
            setPlaying(false);
            go(event.currentTarget.valueAsNumber);
          }}
        />
      </div>
      <div class="timeline-foot">
        <div class="timeline-steps">
          <IconButton label={app.t('past.earlier')} testid="timeline-earlier" disabled={known()?.at === 0} onPress={() => step(-1)}>
            <StepBack size={20} />
          </IconButton>
          <IconButton label={app.t(playing() ? 'past.pause' : 'past.play')} testid="timeline-play" disabled={last() === 0} onPress={play}>
            <Show when={playing()} fallback={<Play size={20} />}>
              <Pause size={20} />
            </Show>
          </IconButton>
          <IconButton label={app.t('past.later')} testid="timeline-later" disabled={isToday()} onPress={() => step(1)}>
            <StepForward size={20} />
          </IconButton>
        </div>
        <RestoreButton plot={plot} moment={shown()?.id ?? null} mayWrite={facts.data?.mayWrite} />
        <Button look="main" data-testid="timeline-today" onPress={() => app.showPast(null)}>
          {app.t('past.back')}
        </Button>
      </div>
    </section>
  );
}
