import { plotAt, plotCentre, type Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import { joined } from '../tool/marking.ts';
import type { PressEdit, PressTarget } from '../tool/press.ts';
import type { BoardSelection, PaperTarget, ScreenPoint } from './board-controller.ts';
import type { CordBodyHand } from './cord-body-hand.ts';
import type { CordEndHand } from './cord-end-hand.ts';
import type { Hands } from './hands.ts';
import type { LassoHand } from './lasso-hand.ts';
import type { LooseString } from './loose-string.ts';
import type { Marks } from './marks.ts';

export type MapTarget = Extract<PressTarget, { type: 'plot' | 'landmark' | 'wall' }>;

export interface GesturesOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera' | 'setHover'>;
  readonly marks: Marks;
  readonly hands: Hands;
  readonly end: CordEndHand;
  readonly body: CordBodyHand;
  readonly loose: LooseString;
  readonly lasso: LassoHand;
  readonly onOpen: (selection: BoardSelection) => void;
  readonly onContext: (target: BoardSelection | PaperTarget, at: ScreenPoint) => void;
  readonly onDoubleClick: (note: string) => void;
  /** A finger tapped twice where no note is: it wants to see this spot from nearer. World units. */
  readonly onNearer: (at: Point) => void;
  /** A plot or an agent of the map was clicked. */
  readonly onMap: (target: MapTarget) => void;
}

const DOUBLE_CLICK_MS = 350;
/** A tap opens once it is sure that no second one follows; both land within this, in CSS pixels. */
const DOUBLE_TAP_MS = 280;
const DOUBLE_TAP_REACH = 40;

/** What presses, drags and clicks do: each goes to the hand that holds something. Points are the host's. */
export class Gestures {
  #options: GesturesOptions;
  #lastClick: { readonly id: string; readonly at: number } | null = null;
  /** A finger has taken hold of something, which is shown. */
  #holds = false;
  #tap: { readonly at: Point; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(options: GesturesOptions) {
    this.#options = options;
  }

  press(edit: PressEdit): void {
    const { scene, hands, end, body, loose, lasso } = this.#options;
    const world = (point: Point): Point => scene.camera.screenToWorld(point);
    if (this.#holds) {
      this.#showHold(false);
      scene.setHover(null);
    }
    switch (edit.type) {
      case 'click':
        return edit.touch ? this.#touch(edit.target, edit.at) : this.#click(edit.target, world(edit.at), edit.shift);
      case 'hold':
        this.#showHold(true);
        return scene.setHover('id' in edit.target ? edit.target.id : null);
      case 'release':
        return;
      case 'long-press':
        return this.context(edit.at, edit.target);
      case 'drag-start':
        this.#grab(edit.target, world(edit.from), edit.shift);
        return this.#pull(world(edit.to), edit.target);
      case 'drag-move':
        return this.#pull(world(edit.to), edit.target);
      case 'drag-end': {
        const at = world(edit.to);
        if (lasso.isDrawing) lasso.drop();
        else if (end.isHolding) end.drop(at);
        else if (edit.target.type === 'cord') body.letGo();
        else if (loose.from !== null) loose.tieAt(at);
        else hands.drop();
        return;
      }
      case 'drag-cancel':
        if (lasso.isDrawing) lasso.letGo();
        end.letGo();
        body.letGo();
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
    const { marks, hands, end, body, loose, lasso } = this.#options;
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
        return body.take(target.id, from);
      case 'plot':
      case 'landmark':
      case 'wall':
        return;
      default:
        return target satisfies never;
    }
  }

  #pull(to: Point, target: PressTarget): void {
    const { hands, end, body, loose, lasso } = this.#options;
    if (lasso.isDrawing) lasso.pull(to);
    else if (end.isHolding) end.pull(to);
    // Once it is followed, the rest of the drag means nothing.
    else if (target.type === 'cord') body.pull(to);
    else if (loose.from !== null) loose.follow(to);
    else hands.pull(to);
  }

  destroy(): void {
    this.#forgetTap();
  }

  /** The host says so too: `data-held`. */
  #showHold(holds: boolean): void {
    this.#holds = holds;
    this.#options.host.toggleAttribute('data-held', holds);
  }

  /** A finger: one tap opens, two go nearer. */
  #touch(target: PressTarget, at: Point): void {
    const { scene, marks, onOpen, onDoubleClick, onNearer } = this.#options;
    const world = scene.camera.screenToWorld(at);
    const last = this.#tap;
    this.#forgetTap();
    if (this.#answered(target, world)) return;
    const next = marks.ofTarget(target);
    marks.select(next);
    if (last && Math.hypot(at.x - last.at.x, at.y - last.at.y) <= DOUBLE_TAP_REACH) {
      if (target.type === 'note') onDoubleClick(target.id);
      else onNearer(world);
      return;
    }
    const timer = setTimeout(() => {
      this.#tap = null;
      if (next) onOpen(next);
    }, DOUBLE_TAP_MS);
    this.#tap = { at, timer };
  }

  #forgetTap(): void {
    if (this.#tap !== null) clearTimeout(this.#tap.timer);
    this.#tap = null;
  }

  /** A string in hand is tied there, and the map leads there, whatever pointed. */
  #answered(target: PressTarget, at: Point): boolean {
    const { host, loose, onMap } = this.#options;
    host.focus({ preventScroll: true });
    if (loose.from !== null) loose.tieAt(at);
    else if (target.type === 'plot' || target.type === 'landmark' || target.type === 'wall') onMap(target);
    else return false;
    return true;
  }

  #click(target: PressTarget, at: Point, shift: boolean): void {
    const { marks, onOpen, onDoubleClick } = this.#options;
    if (this.#answered(target, at)) return;
    const next = marks.ofTarget(target);
    if (shift) {
      if (next?.type === 'note') marks.toggle(next.id);
      return;
    }
    marks.select(next);
    if (!next || !('id' in target) || target.type === 'wall') return;
    const last = this.#lastClick;
    const now = performance.now();
    const twice = last?.id === target.id && now - last.at < DOUBLE_CLICK_MS;
    this.#lastClick = { id: target.id, at: now };
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
