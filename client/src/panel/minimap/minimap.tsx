import { plotAt, plotKey, type Point } from '@oto/schema/geometry/lattice';
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { withPlots } from '../../board/world-bounds.ts';
import { drawChart, drawGround } from './chart-drawing.ts';
import { offChart, viewOnChart, type ChartFrame } from './chart-frame.ts';
import { readLook } from './chart-look.ts';
import { whereaboutsText } from './whereabouts.ts';

const SIZE = { width: 214, height: 152 };
/** CSS pixels: nearer is a click. */
const SLOP = 4;
/** Zoom per CSS pixel of the wheel, as a power of e. */
const WHEEL = 0.0016;
const ZOOM_STEP = 1.25;
/** Share of the screen that an arrow moves the view. */
const ARROW_STEP = 0.4;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The world as a pencilled chart: what is where, who is where, and where one looks. A click goes there. */
export function Minimap() {
  const app = useApp();
  const [look, setLook] = createSignal(readLook());
  const [ratio, setRatio] = createSignal(Math.min(3, devicePixelRatio));
  const overview = () => app.board()?.overview() ?? null;
  const mine = createMemo(() => app.me()?.plots ?? [], undefined, { equals: (a, b) => a.map(plotKey).join() === b.map(plotKey).join() });
  let canvas!: HTMLCanvasElement;
  let area!: HTMLDivElement;
  let frame: ChartFrame | null = null;

  const where = createMemo(() => {
    const board = app.board();
    if (board === null) return '';
    const sight = board.sight();
    const plot = plotAt(sight);
    const claimed = board.plotInView();
    const isHere = claimed !== null && claimed.x === plot.x && claimed.y === plot.y;
    const isMine = mine().some((one) => one.x === plot.x && one.y === plot.y);
    const kind = sight.isMap ? 'map' : isMine ? 'mine' : isHere ? 'claimed' : 'free';
    return whereaboutsText(app.t, { plot, kind, owner: isHere ? board.ownerOf(plot) : '' });
  });

  onMount(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const dense = (): void => void setRatio(Math.min(3, devicePixelRatio));
    const repaint = (): void => void setLook(readLook());
    dark.addEventListener('change', repaint);
    addEventListener('resize', dense);
    // The compass's letter waits for its font.
    void document.fonts.load(readLook().font, 'N').then(repaint, () => undefined);
    onCleanup(() => {
      dark.removeEventListener('change', repaint);
      removeEventListener('resize', dense);
      cancelAnimationFrame(frameAsked);
    });
    const pen = canvas.getContext('2d');
    if (pen === null) return;
    const ground = createMemo(() => {
      const known = overview();
      return known === null ? null : drawGround(withPlots(known, mine()), SIZE, ratio(), look());
    });
    let frameAsked = 0;
    const draw = (): void => {
      frameAsked = 0;
      const [board, drawn] = [app.board(), ground()];
      frame = drawn?.frame ?? null;
      if (board !== null && drawn !== null)
        drawChart(pen, drawn, { sight: board.sight(), cursors: board.cursors(), mine: mine() }, ratio(), look());
    };
    createEffect(
      on([() => app.board()?.sight(), () => app.board()?.cursors(), mine, ground], () => {
        frameAsked ||= requestAnimationFrame(draw);
      }),
    );
  });

  let press: { readonly pointer: number; readonly from: Point; readonly offset: Point; dragged: boolean } | null = null;
  const pointOf = (event: MouseEvent): Point => {
    const box = area.getBoundingClientRect();
    return { x: ((event.clientX - box.left) * SIZE.width) / box.width, y: ((event.clientY - box.top) * SIZE.height) / box.height };
  };

  function pressed(event: PointerEvent): void {
    const board = app.board();
    if (board === null || frame === null || event.button !== 0) return;
    const at = pointOf(event);
    const view = viewOnChart(frame, board.sight());
    const onView = at.x >= view.x && at.y >= view.y && at.x <= view.x + view.width && at.y <= view.y + view.height;
    // The view is dragged by where it was taken; elsewhere it comes to the pointer.
    const offset = onView ? { x: view.x + view.width / 2 - at.x, y: view.y + view.height / 2 - at.y } : { x: 0, y: 0 };
    press = { pointer: event.pointerId, from: at, offset, dragged: false };
    area.setPointerCapture(event.pointerId);
  }

  function moved(event: PointerEvent): void {
    if (press === null || press.pointer !== event.pointerId || frame === null) return;
    const at = pointOf(event);
    if (!press.dragged && Math.hypot(at.x - press.from.x, at.y - press.from.y) <= SLOP) return;
    press.dragged = true;
    app.board()?.moveTo(offChart(frame, { x: at.x + press.offset.x, y: at.y + press.offset.y }));
  }

  function released(event: PointerEvent): void {
    if (press?.pointer === event.pointerId && !press.dragged && frame !== null) app.board()?.flyTo(offChart(frame, press.from));
    press = null;
  }

  function byKey(event: KeyboardEvent): void {
    const board = app.board();
    if (board === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const sight = board.sight();
    if (arrow !== undefined) {
      const step = (ARROW_STEP * Math.min(sight.width, sight.height)) / sight.zoom;
      board.flyTo({ x: sight.x + arrow.x * step, y: sight.y + arrow.y * step });
    } else if (event.key === 'Enter' || event.key === 'Home') board.flyHome();
    else if (event.key === '+' || event.key === '=') board.zoomBy(ZOOM_STEP);
    else if (event.key === '-') board.zoomBy(1 / ZOOM_STEP);
    else if (event.key.toLowerCase() === 'm') board.toggleMap();
    else return;
    event.preventDefault();
  }

  return (
    <div class="chart">
      <div
        ref={area}
        class="chart-area"
        role="application"
        tabindex="0"
        aria-roledescription={app.t('chart.role')}
        aria-label={`${app.t('chart.title')}. ${where()}`}
        aria-describedby="chart-help"
        data-testid="minimap"
        data-known={overview() === null ? 'no' : 'yes'}
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={pressed}
        onPointerMove={moved}
        onPointerUp={released}
        onPointerCancel={() => (press = null)}
        on:wheel={{
          passive: false,
          handleEvent: (event) => {
            event.preventDefault();
            app.board()?.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 30 : 1) * WHEEL));
          },
        }}
        onKeyDown={byKey}
      >
        <canvas ref={canvas} width={SIZE.width * ratio()} height={SIZE.height * ratio()} aria-hidden="true" />
        <p class="sr-only" id="chart-help">
          {app.t('chart.help')}
        </p>
        <Show when={overview() === null}>
          <p class="chart-wait hand">{app.t('chart.unknown')}</p>
        </Show>
      </div>
    </div>
  );
}
