import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { createPictures } from './pictures.ts';
import { drawTree } from './tree-drawing.ts';
import { readTreeLook } from './tree-look.ts';
import { firstView, fitTree, panTree, paperAt, reveal, zoomTree, type TreeView } from './tree-view.ts';
import { bloodline, stepFrom, type Tree, type TreeStep } from './tree.ts';

/** CSS pixels: a press that moved less is a click. */
const SLOP = 5;
/** Zoom per CSS pixel of the wheel, as a power of e; per press of a key or button. */
const WHEEL = 0.0015;
const STEP = 1.3;
const ARROWS: Readonly<Record<string, TreeStep>> = { ArrowLeft: 'parent', ArrowRight: 'child', ArrowUp: 'above', ArrowDown: 'below' };

/** Ways to move the view from outside. */
export type TreeHandle = { readonly zoom: (factor: number) => void; readonly fit: () => void };

/** The tree as a drawing that pans, zooms and is walked by keys. Draws only what is in sight, and only when something changed. */
export function TreeCanvas(props: {
  readonly tree: Tree;
  readonly chosen: number;
  readonly label: string;
  readonly onChoose: (index: number) => void;
  /** A double press or Enter. */
  readonly onGo: (index: number) => void;
  readonly ref: (handle: TreeHandle) => void;
}) {
  const app = useApp();
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const [view, setView] = createSignal<TreeView>({ x: 0, y: 0, scale: 1 });
  const [hovered, setHovered] = createSignal<number | null>(null);
  const [look, setLook] = createSignal(readTreeLook());
  const [arrived, setArrived] = createSignal(0);
  const line = createMemo(() => bloodline(props.tree, props.chosen));
  const pictures = createPictures(() => setArrived((n) => n + 1));
  let area!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  let seen: Tree | null = null;

  onMount(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const repaint = (): void => void setLook(readTreeLook());
    dark.addEventListener('change', repaint);
    void document.fonts.load(`600 19px ${look().hand}`).then(repaint, () => undefined);
    const watch = new ResizeObserver(() => setSize({ width: area.clientWidth, height: area.clientHeight }));
    watch.observe(area);
    let asked = 0;
    const pen = canvas.getContext('2d');
    const draw = (): void => {
      asked = 0;
      const now = size();
      if (pen === null || now.width === 0) return;
      const ratio = Math.min(2, devicePixelRatio);
      const [wide, tall] = [Math.round(now.width * ratio), Math.round(now.height * ratio)];
      if (canvas.width !== wide || canvas.height !== tall) [canvas.width, canvas.height] = [wide, tall];
      const scene = {
        tree: props.tree,
        view: view(),
        size: now,
        chosen: props.chosen,
        hovered: hovered(),
        line: line(),
        look: look(),
        pictures,
      };
      drawTree(pen, scene, ratio);
      canvas.dataset['drawn'] = String(props.tree.papers.length);
    };
    createEffect(
      on([() => props.tree, size, view, hovered, look, arrived, () => props.chosen], () => {
        if (seen !== props.tree && size().width > 0) {
          seen = props.tree;
          setView(firstView(props.tree, size()));
        }
        asked ||= requestAnimationFrame(draw);
      }),
    );
    onCleanup(() => {
      cancelAnimationFrame(asked);
      watch.disconnect();
      dark.removeEventListener('change', repaint);
    });
    props.ref({ zoom: (factor) => zoom(factor, middle()), fit: () => setView(fitTree(props.tree, size())) });
  });

  const middle = () => ({ x: size().width / 2, y: size().height / 2 });
  const zoom = (factor: number, about: { readonly x: number; readonly y: number }): void => {
    setView((now) => zoomTree(now, props.tree, size(), factor, about));
  };
  const pointOf = (event: MouseEvent) => {
    const box = area.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const under = (event: MouseEvent): number | null => paperAt(props.tree, view(), size(), pointOf(event));

  /** Pointers that are down, by id: one pans, two pinch. */
  const held = new Map<number, { readonly x: number; readonly y: number }>();
  let moved = 0;

  function pressed(event: PointerEvent): void {
    if (event.button !== 0) return;
    area.setPointerCapture(event.pointerId);
    held.set(event.pointerId, pointOf(event));
    if (held.size === 1) moved = 0;
  }

  function dragged(event: PointerEvent): void {
    const before = held.get(event.pointerId);
    const at = pointOf(event);
    if (before === undefined) {
      setHovered(under(event));
      return;
    }
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, at);
    moved += Math.hypot(at.x - before.x, at.y - before.y);
    const share = other === undefined ? 1 : 0.5;
    setView((now) => panTree(now, props.tree, (at.x - before.x) * share, (at.y - before.y) * share));
    if (other === undefined) return;
    const apart = Math.hypot(before.x - other.x, before.y - other.y);
    if (apart > 1) zoom(Math.hypot(at.x - other.x, at.y - other.y) / apart, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  }

  function released(event: PointerEvent): void {
    const alone = held.delete(event.pointerId) && held.size === 0;
    const paper = under(event);
    if (alone && moved < SLOP && paper !== null) props.onChoose(paper);
  }

  function choose(index: number): void {
    const paper = props.tree.papers[index];
    if (paper === undefined) return;
    props.onChoose(index);
    setView((now) => reveal(now, size(), paper));
  }

  function byKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ARROWS[event.key];
    if (step !== undefined) {
      const next = stepFrom(props.tree, props.chosen, step);
      if (next !== null) choose(next);
    } else if (event.key === 'Home') choose(props.tree.root);
    else if (event.key === 'Enter') props.onGo(props.chosen);
    else if (event.key === '+' || event.key === '=') zoom(STEP, middle());
    else if (event.key === '-') zoom(1 / STEP, middle());
    else if (event.key === '0') setView(fitTree(props.tree, size()));
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={area}
      class="tree-area"
      classList={{ 'over-paper': hovered() !== null }}
      role="application"
      tabindex="0"
      aria-roledescription={app.t('lineage.role')}
      aria-label={props.label}
      data-testid="lineage-tree"
      onPointerDown={pressed}
      onPointerMove={dragged}
      onPointerUp={released}
      onPointerCancel={(event) => held.delete(event.pointerId)}
      onPointerLeave={() => setHovered(null)}
      onDblClick={(event) => {
        const paper = under(event);
        if (paper !== null) props.onGo(paper);
      }}
      on:wheel={{
        passive: false,
        handleEvent: (event) => {
          event.preventDefault();
          const unit = event.deltaMode === 1 ? 30 : 1;
          if (event.ctrlKey || event.metaKey || Math.abs(event.deltaX) < 1) zoom(Math.exp(-event.deltaY * unit * WHEEL), pointOf(event));
          else setView((now) => panTree(now, props.tree, -event.deltaX * unit, -event.deltaY * unit));
        },
      }}
      onKeyDown={byKey}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  );
}
