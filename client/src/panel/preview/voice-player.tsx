import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { resample } from './peaks.ts';

const BARS = 72;
/** Seconds an arrow key moves. */
const STEP = 2;

/** A sound drawn as its waveform: press to play, click or use the arrows to move. */
export function VoicePlayer(props: {
  readonly url: string;
  readonly peaks: readonly number[];
  readonly durationMs: number;
  readonly label: string;
  /** Bars of the waveform. */
  readonly bars?: number;
}) {
  const app = useApp();
  const [playing, setPlaying] = createSignal(false);
  const [at, setAt] = createSignal(0);
  const [measured, setMeasured] = createSignal<number | null>(null);
  const [broken, setBroken] = createSignal(false);
  const length = () => measured() ?? props.durationMs / 1000;
  const many = () => props.bars ?? BARS;
  const bars = createMemo(() => resample(props.peaks, many()));
  let audio!: HTMLAudioElement;

  function seek(seconds: number): void {
    const to = Math.min(Math.max(0, seconds), length());
    audio.currentTime = to;
    setAt(to);
  }

  async function toggle(): Promise<void> {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    try {
      await audio.play();
    } catch {
      setBroken(true);
    }
  }

  function byKey(event: KeyboardEvent): void {
    const to: { readonly [key: string]: number } = {
      ArrowRight: at() + STEP,
      ArrowUp: at() + STEP,
      ArrowLeft: at() - STEP,
      ArrowDown: at() - STEP,
      Home: 0,
      End: length(),
    };
    const target = to[event.key];
    if (target !== undefined) {
      event.preventDefault();
      seek(target);
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      void toggle();
    }
  }

  return (
    <div class="voice" data-testid="media-voice">
      <audio
        ref={audio}
        src={props.url}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onTimeUpdate={() => setAt(audio.currentTime)}
        onLoadedMetadata={() => Number.isFinite(audio.duration) && setMeasured(audio.duration)}
        onError={() => setBroken(true)}
      />
      <IconButton
        class="voice-button"
        label={app.t(playing() ? 'voice.pause' : 'voice.play')}
        testid="voice-play"
        onPress={() => void toggle()}
      >
        <Show when={playing()} fallback={<Play size={24} />}>
          <Pause size={24} />
        </Show>
      </IconButton>
      <div
        class="wave"
        role="slider"
        tabIndex={0}
        aria-label={app.t('voice.position', { title: props.label })}
        aria-valuemin={0}
        aria-valuemax={Math.round(length())}
        aria-valuenow={Math.round(at())}
        aria-valuetext={app.t('voice.at', { at: app.format().duration(at() * 1000), of: app.format().duration(length() * 1000) })}
        onKeyDown={byKey}
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          seek(((event.clientX - box.left) / box.width) * length());
        }}
      >
        <For each={bars()}>
          {(peak, index) => (
            <span
              class="wave-bar"
              classList={{ played: (index() + 0.5) / many() <= at() / Math.max(length(), 0.001) }}
              style={{ height: `${Math.max(6, peak * 100)}%` }}
            />
          )}
        </For>
      </div>
      <p class="voice-time number">
        {app.format().duration(at() * 1000)} / {app.format().duration(length() * 1000)}
      </p>
      <Show when={broken()}>
        <p class="form-error" role="alert">
          {app.t('voice.broken')}
        </p>
      </Show>
    </div>
  );
}
