import { plotAt, plotCentre, type Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import { joined } from '../tool/marking.ts';
import type { PressEdit, PressTarget } from '../tool/press.ts';
import type { BoardSelection, PaperTarget, ScreenPoint } from './board-controller.ts';
import type { CordEndHand } from './cord-end-hand.ts';
import type { Hands } from './hands.ts';
import type { LassoHand } from './lasso-hand.ts';
import type { LooseString } from './loose-string.ts';
import type { Marks } from './marks.ts';

export type MapTarget = Extract<PressTarget, { type: 'plot' | 'landmark' }>;

export interface GesturesOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera'>;
  readonly marks: Marks;
  readonly hands: Hands;
  readonly end: CordEndHand;
  readonly loose: LooseString;
  readonly lasso: LassoHand;
  readonly onOpen: (selection: BoardSelection) => void;
  readonly onContext: (target: BoardSelection | PaperTarget, at: ScreenPoint) => void;
  readonly onDoubleClick: (note: string) => void;
  /** A plot or an agent of the map was clicked. */
  readonly onMap: (target: MapTarget) => void;
}

const DOUBLE_CLICK_MS = 350;

/** What presses, drags and clicks do: each goes to the hand that holds something. Points are the host's. */
export class Gestures {
  #options: GesturesOptions;
  #lastClick: { readonly id: string; readonly at: number } | null = null;

  constructor(options: GesturesOptions) {
    this.#options = options;
  }

  press(edit: PressEdit): void {
    const { hands, end, loose, lasso } = this.#options;
    const world = (point: Point): Point => this.#options.scene.camera.screenToWorld(point);
    switch (edit.type) {
      case 'click':
        return this.#click(edit.target, world(edit.at), edit.shift);
      case 'long-press':
        return this.context(edit.at, edit.target);
      case 'drag-start':
        this.#grab(edit.target, world(edit.from), edit.shift);
        return this.#pull(world(edit.to));
      case 'drag-move':
        return this.#pull(world(edit.to));
      case 'drag-end': {
        const at = world(edit.to);
        if (lasso.isDrawing) lasso.drop();
        else if (end.isHolding) end.drop(at);
        else if (loose.from !== null) loose.tieAt(at);
        else hands.drop();
        return;
      }
      case 'drag-cancel':
        if (lasso.isDrawing) lasso.letGo();
        end.letGo();
        loose.letGo();
        return hands.letGo();
      case 'drag-refused':
        if (loose.from === null && (edit.target.type === 'note' || edit.target.type === 'pin')) hands.refuse(edit.target.id);
        return;
      default:
        return edit satisfies never;
    }
  }

  context(point: Point, target: PressTarget): void {
    const { host, marks, loose, onContext } = this.#options;
    loose.letGo();
    const box = host.getBoundingClientRect();
    const at = { x: box.left + point.x, y: box.top + point.y };
    const chosen = marks.ofTarget(target);
    if (!chosen) return onContext(this.#paper(point), at);
    const marked = marks.marked();
    if (chosen.type === 'note' && marked.includes(chosen.id)) marks.mark([...marked.filter((id) => id !== chosen.id), chosen.id]);
    else marks.select(chosen);
    onContext(chosen, at);
  }

  #grab(target: PressTarget, from: Point, shift: boolean): void {
    const { marks, hands, end, loose, lasso } = this.#options;
    switch (target.type) {
      case 'note': {
        const marked = marks.marked();
        if (!marked.includes(target.id)) marks.mark(shift ? joined(marked, [target.id]) : [target.id]);
        return hands.grab(marks.marked(), from);
      }
      case 'pin':
        return loose.begin(target.id, from);
      case 'cord-end':
        return end.take(target);
      case 'paper':
        loose.letGo();
        return lasso.begin(from, marks.marked());
      case 'cord':
      case 'plot':
      case 'landmark':
        return;
      default:
        return target satisfies never;
    }
  }

  #pull(to: Point): void {
    const { hands, end, loose, lasso } = this.#options;
    if (lasso.isDrawing) lasso.pull(to);
    else if (end.isHolding) end.pull(to);
    else if (loose.from !== null) loose.follow(to);
    else hands.pull(to);
  }

  #click(target: PressTarget, at: Point, shift: boolean): void {
    const { host, marks, loose, onOpen, onDoubleClick } = this.#options;
    host.focus({ preventScroll: true });
    if (loose.from !== null) return loose.tieAt(at);
    if (target.type === 'plot' || target.type === 'landmark') return this.#options.onMap(target);
    const next = marks.ofTarget(target);
    if (shift) {
      if (next?.type === 'note') marks.toggle(next.id);
      return;
    }
    marks.select(next);
    if (!next) return;
    const id = target.type === 'paper' ? '' : target.id;
    const now = performance.now();
    const twice = this.#lastClick?.id === id && now - this.#lastClick.at < DOUBLE_CLICK_MS;
    this.#lastClick = { id, at: now };
    if (twice && target.type === 'note') onDoubleClick(target.id);
    else onOpen(next);
  }

  #paper(point: Point): PaperTarget {
    const world = this.#options.scene.camera.screenToWorld(point);
    const plot = plotAt(world);
    const centre = plotCentre(plot);
    return { type: 'paper', plot, point: { x: Math.round(world.x - centre.x), y: Math.round(world.y - centre.y) } };
  }
}
