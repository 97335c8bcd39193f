import 'pixi.js/unsafe-eval';
import { Application, Container, Rectangle, type WebGLRenderer } from 'pixi.js';
import { Viewport } from 'pixi-viewport';
import { zoomLimits } from './zoom-limits.ts';

/** Device pixels per CSS pixel beyond which nobody sees a difference but the GPU. */
const MOST_RESOLUTION = 2;

export interface Stage {
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  /** Below the world: the paper. */
  readonly ground: Container;
  readonly viewport: Viewport;
  render(): void;
  resize(): void;
  /** Device pixels per CSS pixel from the next frame on; cheap when nothing changes. */
  setResolution(resolution: number): void;
  destroy(): void;
}

export interface StageOptions {
  readonly resolution: number | undefined;
  readonly deterministic: boolean;
}

/** Pixi on a canvas inside the host, with the viewport as the one object that hears pointers. */
export async function createStage(host: HTMLElement, options: StageOptions): Promise<Stage> {
  const app = new Application<WebGLRenderer>();
  await app.init({
    width: Math.max(1, host.clientWidth),
    height: Math.max(1, host.clientHeight),
    resolution: options.resolution ?? Math.min(MOST_RESOLUTION, window.devicePixelRatio),
    autoDensity: true,
    preference: 'webgl',
    preferWebGLVersion: 2,
    antialias: false,
    background: 0xf4efe4,
    autoStart: false,
    sharedTicker: false,
    preserveDrawingBuffer: options.deterministic,
    powerPreference: 'high-performance',
    eventFeatures: { wheel: false, globalMove: true, move: true, click: true },
  });
  app.ticker.stop();
  const { renderer, stage, canvas } = app;
  canvas.style.display = 'block';
  canvas.style.touchAction = 'none';
  host.append(canvas);
  const ground = new Container();
  ground.eventMode = 'none';
  const viewport = new Viewport({
    events: renderer.events,
    screenWidth: renderer.screen.width,
    screenHeight: renderer.screen.height,
    noTicker: true,
    passiveWheel: false,
    forceHitArea: new Rectangle(-1e12, -1e12, 2e12, 2e12),
  });
  const { min, max } = zoomLimits(renderer.screen.width, renderer.screen.height);
  viewport
    .drag({ wheel: false, clampWheel: false, mouseButtons: 'left-middle' })
    .pinch({ noDrag: false })
    .decelerate({ friction: 0.94, minSpeed: 0.02 })
    .clampZoom({ minScale: min, maxScale: max });
  viewport.hitArea = { contains: () => true };
  viewport.interactiveChildren = false;
  viewport.isRenderGroup = true;
  stage.addChild(ground, viewport);
  return {
    renderer,
    canvas,
    ground,
    viewport,
    render: () => renderer.render(stage),
    resize: () => renderer.resize(Math.max(1, host.clientWidth), Math.max(1, host.clientHeight)),
    setResolution(resolution) {
      if (renderer.resolution !== resolution) renderer.resize(renderer.screen.width, renderer.screen.height, resolution);
    },
    destroy: () => app.destroy({ removeView: true }, { children: true }),
  };
}
