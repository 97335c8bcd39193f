import type { CursorView, SceneCamera } from './types.ts';

interface Mark {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly arrow: SVGPathElement;
  view: CursorView;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Others are told at 20 Hz; the browser's compositor fills the gaps. */
const GLIDE = 'transform 90ms linear';

/**
 * Other people's cursors with their names: a handful of elements over the canvas, hidden from
 * screen readers, never in the way of a pointer.
 */
export class CursorLayer {
  readonly #root: HTMLElement;
  readonly #marks = new Map<string, Mark>();
  readonly #camera: SceneCamera;
  reducedMotion = false;

  constructor(host: HTMLElement, camera: SceneCamera) {
    this.#camera = camera;
    this.#root = document.createElement('div');
    this.#root.setAttribute('aria-hidden', 'true');
    this.#root.style.cssText = 'position:absolute;inset:0;overflow:hidden;pointer-events:none;contain:strict';
    host.append(this.#root);
  }

  set(cursors: readonly CursorView[]): void {
    const kept = new Set<string>();
    for (const view of cursors) {
      kept.add(view.id);
      let mark = this.#marks.get(view.id);
      if (mark === undefined) {
        mark = createMark(view);
        this.#marks.set(view.id, mark);
        this.#root.append(mark.element);
      }
      mark.view = view;
      if (mark.label.textContent !== view.name) mark.label.textContent = view.name;
      mark.label.style.background = view.colour;
      mark.arrow.setAttribute('fill', view.colour);
      this.#place(mark, !this.reducedMotion);
    }
    for (const [id, mark] of this.#marks) {
      if (kept.has(id)) continue;
      mark.element.remove();
      this.#marks.delete(id);
    }
  }

  /** The camera moved. */
  follow(): void {
    for (const mark of this.#marks.values()) this.#place(mark, false);
  }

  destroy(): void {
    this.#root.remove();
  }

  #place(mark: Mark, glide: boolean): void {
    const { x, y } = this.#camera.worldToScreen(mark.view);
    mark.element.style.transition = glide ? GLIDE : 'none';
    mark.element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }
}

function createMark(view: CursorView): Mark {
  const element = document.createElement('div');
  element.style.cssText = 'position:absolute;left:0;top:0;will-change:transform';
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', '22');
  svg.setAttribute('height', '24');
  svg.setAttribute('viewBox', '0 0 22 24');
  svg.style.cssText = 'display:block;filter:drop-shadow(1px 2px 1.5px rgb(40 25 15 / .38))';
  const arrow = document.createElementNS(SVG, 'path');
  arrow.setAttribute('d', 'M2 1.5 L18.5 12.2 L10.6 13.4 L6.6 20.6 Z');
  arrow.setAttribute('stroke', '#fffdf8');
  arrow.setAttribute('stroke-width', '1.6');
  arrow.setAttribute('stroke-linejoin', 'round');
  svg.append(arrow);
  const label = document.createElement('span');
  label.style.cssText =
    'position:absolute;left:14px;top:19px;padding:1px 9px 2px;border-radius:3px 10px 10px 10px;color:#fffdf8;font:600 17px/1.15 Caveat,sans-serif;white-space:nowrap;text-shadow:0 1px 1px rgb(0 0 0 / .25);box-shadow:1px 2px 3px rgb(40 25 15 / .3)';
  element.append(svg, label);
  return { element, label, arrow, view };
}
