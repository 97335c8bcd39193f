import 'pixi.js/unsafe-eval';
import { Application, Container, type WebGLRenderer } from 'pixi.js';
import { Viewport } from 'pixi-viewport';

/** Device pixels per CSS pixel beyond which nobody sees a difference but the GPU. */
const MOST_RESOLUTION = 2;

export interface Stage {
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  /** Below the world: the paper. */
  readonly ground: Container;
  /** The world, which the camera moves. */
  readonly sheet: Viewport;
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

/** Pixi on a canvas inside the host. Its own pointer events are off: the board and the camera listen to the canvas. */
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
    eventFeatures: { wheel: false, globalMove: false, move: false, click: false },
  });
  app.ticker.stop();
  const { renderer, stage, canvas } = app;
  canvas.style.display = 'block';
  canvas.style.touchAction = 'none';
  host.append(canvas);
  const ground = new Container();
  ground.eventMode = 'none';
  const sheet = new Viewport({
    events: renderer.events,
    screenWidth: renderer.screen.width,
    screenHeight: renderer.screen.height,
    noTicker: true,
    passiveWheel: true,
  });
  sheet.eventMode = 'none';
  sheet.isRenderGroup = true;
  stage.addChild(ground, sheet);
  return {
    renderer,
    canvas,
    ground,
    sheet,
    render: () => renderer.render(stage),
    resize: () => renderer.resize(Math.max(1, host.clientWidth), Math.max(1, host.clientHeight)),
    setResolution(resolution) {
      if (renderer.resolution !== resolution) renderer.resize(renderer.screen.width, renderer.screen.height, resolution);
    },
    destroy: () => app.destroy({ removeView: true }, { children: true }),
  };
}
