import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { BoardSelection, ScreenBox } from '../../board/board-controller.ts';
import { CordBar, ManyBar, NoteBar } from './note-bar.tsx';
import { placeBar } from './place-bar.ts';
import { TieBar } from './tie-bar.tsx';

/** What lies around the edge of the window and must stay free. */
const OBSTACLES = '.brand, .filters, .top-right, .dock, .zoom, .ways, .sheet, .console, .timeline, .since-card, .cord-travel';
/** As in the style sheets: below it the bar lies at the lower edge. CSS pixels. */
const NARROW = '(max-width: 760px)';
/** CSS pixels of movement that make a press a drag. */
const DRAG = 4;

/** A strip of paper beside what is selected, with what can be done with it. */
export function SelectionBar() {
  const app = useApp();
  const selection = () => app.board()?.selection() ?? null;
  const marked = () => app.board()?.marked() ?? [];
  const box = () => app.board()?.selectionBox() ?? null;
  const dragging = createDragging();
  const shown = () => box() !== null && !dragging() && (app.board()?.tying() ?? null) === null;
  return (
    <Show when={selection()}>
      {(selected) => (
        <Show when={shown()}>
          <Strip box={box()}>
            <Switch>
              <Match when={marked().length > 1}>
                <ManyBar ids={marked()} />
              </Match>
              <Match when={ofType(selected(), 'note')}>{(note) => <NoteBar note={note()} />}</Match>
              <Match when={tieOf(selected())}>{(tie) => <TieBar tie={tie().tie} ends={tie().ends} />}</Match>
              <Match when={ofType(selected(), 'cord')}>{(cord) => <CordBar creation={cord().creation} />}</Match>
            </Switch>
          </Strip>
        </Show>
      )}
    </Show>
  );
}

function ofType<T extends BoardSelection['type']>(selected: BoardSelection, type: T) {
  return selected.type === type ? (selected as Extract<BoardSelection, { type: T }>) : undefined;
}

function tieOf(selected: BoardSelection): { readonly tie: string; readonly ends: readonly [string, string] } | undefined {
  if (selected.type !== 'cord' || selected.style !== 'tie' || selected.tie === undefined) return undefined;
  return { tie: selected.tie, ends: [selected.from, selected.creation] };
}

function Strip(props: { readonly box: ScreenBox | null; readonly children: JSX.Element }) {
  const app = useApp();
  const [size, setSize] = createSignal<{ readonly width: number; readonly height: number } | null>(null);
  const [moved, setMoved] = createSignal(0);
  const narrow = matchMedia(NARROW);
  const [atEdge, setAtEdge] = createSignal(narrow.matches);
  let strip!: HTMLElement;

  onMount(() => {
    const watch = new ResizeObserver(() => setSize({ width: strip.offsetWidth, height: strip.offsetHeight }));
    watch.observe(strip);
    const again = (): void => {
      setAtEdge(narrow.matches);
      setMoved((count) => count + 1);
    };
    addEventListener('resize', again);
    document.addEventListener('transitionend', again);
    onCleanup(() => {
      watch.disconnect();
      removeEventListener('resize', again);
      document.removeEventListener('transitionend', again);
    });
  });
  // A sheet, the console or the past changes what is free, once it is drawn.
  createEffect(
    on(
      () => [app.side(), app.consoleOpen(), app.past()],
      () => requestAnimationFrame(() => setMoved((count) => count + 1)),
      { defer: true },
    ),
  );

  const place = createMemo(() => {
    moved();
    const bar = size();
    if (props.box === null || bar === null || atEdge()) return null;
    return placeBar(props.box, bar, { width: innerWidth, height: innerHeight }, obstacles());
  });
  const style = () => {
    const at = place();
    return at === null ? {} : { transform: `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)` };
  };

  return (
    <section
      ref={strip}
      class="selection-bar paper-card"
      classList={{ 'at-edge': place() === null, unmeasured: size() === null && !atEdge() }}
      style={style()}
      role="group"
      aria-label={app.t('selection.title')}
      data-testid="selection-bar"
      // A press here leaves the keys to the board, except in the field.
      onMouseDown={(event) => event.target instanceof HTMLInputElement || event.preventDefault()}
    >
      {props.children}
    </section>
  );
}

function obstacles(): readonly ScreenBox[] {
  return [...document.querySelectorAll(OBSTACLES)]
    .map((element) => element.getBoundingClientRect())
    .filter((rect) => rect.width > 0 && rect.height > 0);
}

/** Whether a press that began on the board has become a drag. */
function createDragging(): () => boolean {
  const [dragging, setDragging] = createSignal(false);
  onMount(() => {
    let from: PointerEvent | null = null;
    const stop = new AbortController();
    const signal = stop.signal;
    const end = (): void => {
      from = null;
      setDragging(false);
    };
    const onBoard = (target: EventTarget | null): boolean => target instanceof Element && target.closest('.board-host') !== null;
    addEventListener('pointerdown', (event) => (from = onBoard(event.target) ? event : null), { signal, capture: true });
    addEventListener(
      'pointermove',
      (event) => {
        if (from !== null && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > DRAG) setDragging(true);
      },
      { signal },
    );
    addEventListener('pointerup', end, { signal });
    addEventListener('pointercancel', end, { signal });
    addEventListener('blur', end, { signal });
    onCleanup(() => stop.abort());
  });
  return dragging;
}
