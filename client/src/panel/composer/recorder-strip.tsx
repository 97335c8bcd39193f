import Check from 'lucide-solid/icons/check';
import Mic from 'lucide-solid/icons/mic';
import { createSignal, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { RECORDING_MAX, startRecording, type Recording, type RecordingFault } from '../../input/recorder.ts';
import { Button } from '../ui/button.tsx';

const BARS = 40;
/** Milliseconds between two bars. */
const BAR_EVERY = 80;

/** A button that listens to the microphone; while it does, what it hears. */
export function RecorderStrip(props: { readonly onFile: (file: File) => void }) {
  const app = useApp();
  const [recording, setRecording] = createSignal<Recording | null>(null);
  const [asking, setAsking] = createSignal(false);
  const [fault, setFault] = createSignal<RecordingFault | null>(null);
  const [heard, setHeard] = createSignal<readonly number[]>([]);
  const [spent, setSpent] = createSignal(0);
  let gone = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function begin(): Promise<void> {
    setFault(null);
    setAsking(true);
    const begun = await startRecording(app.t('attach.recordingName', { time: app.format().hour(Date.now()) }));
    setAsking(false);
    if (typeof begun === 'string') {
      setFault(begun);
      return;
    }
    if (gone) {
      begun.drop();
      return;
    }
    const from = performance.now();
    setHeard([]);
    setSpent(0);
    setRecording(begun);
    timer = setInterval(() => {
      setHeard((before) => [...before.slice(1 - BARS), begun.level()]);
      setSpent(performance.now() - from);
    }, BAR_EVERY);
    const file = await begun.file;
    clearInterval(timer);
    setRecording(null);
    if (file !== null && !gone) props.onFile(file);
  }

  onCleanup(() => {
    gone = true;
    clearInterval(timer);
    recording()?.drop();
  });

  return (
    <>
      <Show
        when={recording()}
        fallback={
          <Button
            look="quiet"
            icon={<Mic size={18} aria-hidden="true" />}
            pending={asking()}
            onPress={() => void begin()}
            data-testid="attach-record"
          >
            {app.t('attach.record')}
          </Button>
        }
      >
        {(now) => (
          <div class="recorder" data-testid="recorder">
            <span class="recorder-dot" aria-hidden="true" />
            <span class="recorder-wave" aria-hidden="true">
              {heard().map((level) => (
                <span style={{ height: `${Math.max(8, Math.min(100, level * 160))}%` }} />
              ))}
            </span>
            <span class="number small" role="timer" aria-label={app.t('attach.recording')}>
              {app.format().duration(spent())} / {app.format().duration(RECORDING_MAX)}
            </span>
            <Button look="main" icon={<Check size={16} aria-hidden="true" />} onPress={() => now().stop()} data-testid="record-stop">
              {app.t('attach.recordStop')}
            </Button>
            <Button look="quiet" onPress={() => now().drop()} data-testid="record-drop">
              {app.t('attach.recordDrop')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={fault()}>
        {(why) => (
          <p class="form-error small attach-fault" role="alert" data-testid="record-fault">
            {app.t(`attach.microphone.${why()}`)}
          </p>
        )}
      </Show>
    </>
  );
}
