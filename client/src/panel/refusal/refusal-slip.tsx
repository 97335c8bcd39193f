import CircleAlert from 'lucide-solid/icons/circle-alert';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useApp, type Refusal } from '../../app/context.ts';
import { placeBar } from '../selection/place-bar.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Milliseconds it stays; not under the pointer or the focus. */
const STAYS = 10_000;
const FOLLOW_MS = 200;
/** It may lie on the paper and on notes, not on these. */
const OBSTACLES = '.brand, .filters, .top-right, .dock, .zoom, .sheet, .timeline, .selection-bar';

/** Why an edit was taken back, beside the note that snapped back; one slip, however often. */
export function RefusalSlip() {
  const app = useApp();
  return (
    <div role="alert">
      <Show when={app.refusal()} keyed>
        {(refusal) => <Slip refusal={refusal} />}
      </Show>
    </div>
  );
}

function Slip(props: { readonly refusal: Refusal }) {
  const app = useApp();
  const [place, setPlace] = createSignal<{ readonly x: number; readonly y: number } | null>(null);
  const [held, setHeld] = createSignal(false);
  let slip!: HTMLDivElement;

  const beside = (): void => {
    const note = app
      .board()
      ?.outline()
      .find((entry) => entry.id === props.refusal.note);
    if (note === undefined) {
      setPlace(null);
      return;
    }
    const half = note.size / 2;
    const obstacles = [...document.querySelectorAll(OBSTACLES)].map((element) => element.getBoundingClientRect());
    setPlace(
      placeBar(
        { x: note.x - half, y: note.y - half, width: note.size, height: note.size },
        { width: slip.offsetWidth, height: slip.offsetHeight },
        { width: innerWidth, height: innerHeight },
        obstacles.filter((rect) => rect.width > 0),
      ),
    );
  };
  onMount(beside);
  // The note glides back, and the selection's bar comes back with it, once this is already shown.
  const following = setInterval(beside, FOLLOW_MS);
  onCleanup(() => clearInterval(following));
  createEffect(() => {
    if (held()) return;
    const timer = setTimeout(() => app.setRefusal(null), STAYS);
    onCleanup(() => clearTimeout(timer));
  });

  return (
    <div
      ref={slip}
      class="notice notice-error refusal-slip"
      classList={{ loose: place() === null }}
      style={place() === null ? {} : { left: `${Math.round(place()!.x)}px`, top: `${Math.round(place()!.y)}px` }}
      data-testid="notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span class="notice-icon" aria-hidden="true">
        <CircleAlert size={20} />
      </span>
      <p class="notice-words notice-title">{props.refusal.text}</p>
      <IconButton class="small" label={app.t('action.close')} testid="refusal-close" onPress={() => app.setRefusal(null)}>
        <X size={16} />
      </IconButton>
    </div>
  );
}
