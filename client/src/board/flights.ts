import { CREATION_SIZE } from '@oto/schema/board/kind';
import type { World } from '@oto/schema/contract/world';
import { plotCentre, type Plot, type Point } from '@oto/schema/geometry/lattice';
import type { BoardNet } from '../net/board-net.ts';
import type { BoardScene } from '../scene/types.ts';
import type { BoardDeps } from './board-controller.ts';
import type { AskedPlace } from './place-address.ts';
import { firstSight, plotHeart } from './start-place.ts';

/** A flown-to note fills this share of the screen's shorter side. */
const NOTE_SHARE = 0.28;

export interface FlightsOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera' | 'noteAt' | 'wallRect'>;
  readonly net: Pick<BoardNet, 'atlasOf'>;
  readonly liveliest: World['liveliest'];
}

/** Where the camera is sent. */
export class Flights {
  #options: FlightsOptions;
  #home: Plot | null = null;

  constructor(options: FlightsOptions) {
    this.#options = options;
  }

  setHome(plot: Plot | null): void {
    this.#home = plot;
  }

  /** At once, without a flight: where the link says, else where the board was told to start, else where most is to be seen. */
  begin(asked: AskedPlace | null, start: BoardDeps['start']): void {
    const { camera } = this.#options.scene;
    if (asked?.type === 'view') return camera.moveTo(asked);
    if (start?.note && !asked) {
      const { plot, seat = { x: 0, y: 0 } } = start.note;
      const centre = plotCentre(plot);
      return camera.moveTo({ x: centre.x + seat.x, y: centre.y + seat.y, zoom: this.#zoomForNote() });
    }
    const plot = asked?.plot ?? start?.plot;
    void camera.fit(plot ? this.#heartOf(plot) : firstSight(this.#options.liveliest), { ms: 0 });
  }
  toHome(): void {
    void this.#options.scene.camera.fit(this.#home ? this.#heartOf(this.#home) : firstSight(this.#options.liveliest));
  }
  toPlot(plot: Plot): void {
    void this.#options.scene.camera.fit(this.#heartOf(plot));
  }
  /** To the wall of the week; to where most is to be seen while nothing hangs there. */
  toWall(): void {
    const { camera, wallRect } = this.#options.scene;
    void camera.fit(wallRect() ?? firstSight(this.#options.liveliest), { margin: 0.05 });
  }
  /** To a note that is loaded. */
  toNote(id: string): void {
    const place = this.#options.scene.noteAt(id);
    if (place) void this.#options.scene.camera.flyTo({ x: place.x, y: place.y, zoom: this.#zoomForNote() });
  }
  /** `seat`: units from the plot's centre. */
  toSeat(plot: Plot, seat: Point): void {
    const centre = plotCentre(plot);
    void this.#options.scene.camera.flyTo({ x: centre.x + seat.x, y: centre.y + seat.y, zoom: this.#zoomForNote() });
  }

  #heartOf(plot: Plot) {
    return plotHeart(plot, this.#options.net.atlasOf(plot)?.n);
  }
  #zoomForNote(): number {
    const { host } = this.#options;
    return (Math.min(host.clientWidth, host.clientHeight) * NOTE_SHARE) / CREATION_SIZE;
  }
}
