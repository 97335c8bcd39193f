import type { LaserView, SceneCamera } from './types.ts';

/** Red pencil. */
const COLOUR = '214, 40, 32';
const WIDTH_PX = 5;
const HEAD_PX = 6;

/** The lines of lasers: one canvas over the board, there only while somebody shows something; never in the way of a pointer. */
export class LaserLayer {
  readonly #host: HTMLElement;
  readonly #camera: SceneCamera;
  #canvas: HTMLCanvasElement | null = null;
  #lasers: readonly LaserView[] = [];

  constructor(host: HTMLElement, camera: SceneCamera) {
    this.#host = host;
    this.#camera = camera;
  }

  set(lasers: readonly LaserView[]): void {
    this.#lasers = lasers;
    if (lasers.length === 0) {
      this.destroy();
      return;
    }
    if (!this.#canvas) {
      this.#canvas = document.createElement('canvas');
      this.#canvas.setAttribute('aria-hidden', 'true');
      this.#canvas.dataset['lasers'] = '';
      this.#canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
      this.#host.append(this.#canvas);
    }
    this.#draw();
  }

  /** The camera moved. */
  follow(): void {
    if (this.#canvas) this.#draw();
  }

  destroy(): void {
    this.#canvas?.remove();
    this.#canvas = null;
  }

  #draw(): void {
    const canvas = this.#canvas;
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen) return;
    const { clientWidth: width, clientHeight: height } = this.#host;
    const scale = Math.min(2, devicePixelRatio);
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    for (const { points } of this.#lasers) this.#drawOne(pen, points);
  }

  /** From middle to middle of its points in arcs: a hand draws no corners. Each piece has its own age. */
  #drawOne(pen: CanvasRenderingContext2D, points: LaserView['points']): void {
    const placed = points.map((point) => ({ ...this.#camera.worldToScreen(point), fade: point.fade }));
    placed.forEach((point, n) => {
      const before = placed[n - 1];
      if (!before) return;
      const first = placed[n - 2] ? middle(placed[n - 2]!, before) : before;
      const last = n === placed.length - 1 ? point : middle(before, point);
      for (const [wide, strength] of STROKES) {
        pen.strokeStyle = `rgba(${COLOUR}, ${(strength * point.fade).toFixed(3)})`;
        pen.lineWidth = WIDTH_PX * wide * (0.35 + 0.65 * point.fade);
        pen.beginPath();
        pen.moveTo(first.x, first.y);
        pen.quadraticCurveTo(before.x, before.y, last.x, last.y);
        pen.stroke();
      }
    });
    const head = placed.at(-1);
    if (!head) return;
    pen.fillStyle = `rgba(${COLOUR}, ${(0.9 * head.fade).toFixed(3)})`;
    pen.shadowColor = `rgba(${COLOUR}, ${(0.8 * head.fade).toFixed(3)})`;
    pen.shadowBlur = 12;
    pen.beginPath();
    pen.arc(head.x, head.y, HEAD_PX * (0.4 + 0.6 * head.fade), 0, 2 * Math.PI);
    pen.fill();
    pen.shadowBlur = 0;
  }
}

/** Wide and faint, then narrow and firm: wax on rough paper. */
const STROKES = [
  [2.1, 0.14],
  [1, 0.5],
  [0.45, 0.6],
] as const;

type Place = { readonly x: number; readonly y: number };
function middle(a: Place, b: Place): Place {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
