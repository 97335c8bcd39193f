import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { KeyIntent } from '../tool/keys.ts';
import { MARKED_MAX } from '../tool/marking.ts';
import type { BoardSelection } from './board-controller.ts';
import type { Flights } from './flights.ts';
import type { Hands } from './hands.ts';
import type { Handiwork } from './handiwork.ts';
import type { LooseString } from './loose-string.ts';
import type { Marks } from './marks.ts';
import type { Wayfinder } from './wayfinder.ts';

export interface KeyDeedsOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera' | 'notesIn'>;
  readonly marks: Marks;
  readonly hands: Hands;
  readonly loose: LooseString;
  readonly work: Pick<Handiwork, 'undo' | 'redo'>;
  readonly flights: Pick<Flights, 'toHome'>;
  readonly ways: Pick<Wayfinder, 'step' | 'goBack' | 'goForward' | 'toggleMap'>;
  readonly beginTie: (from: string) => void;
  readonly onOpen: (selection: BoardSelection) => void;
  /** Ends the drag under way; answers whether there was one. */
  readonly cancelDrag: () => boolean;
}

/** What a key does on the board. */
export function doByKey(options: KeyDeedsOptions, intent: KeyIntent): void {
  const { host, scene, marks, hands, loose, work, flights, ways, beginTie, onOpen, cancelDrag } = options;
  const { camera } = scene;
  const chosen = marks.selection();
  const pan = (by: Point): void => {
    const step = Math.min(host.clientWidth, host.clientHeight) / camera.zoom;
    camera.moveTo({ x: camera.x + by.x * step, y: camera.y + by.y * step, zoom: camera.zoom });
  };
  switch (intent.type) {
    case 'nudge':
      return hands.nudge(marks.marked(), intent.by);
    case 'pan':
      return pan(intent.by);
    case 'step':
      if (ways.step(intent.to) === null) pan(intent.by);
      return;
    case 'zoom':
      return camera.zoomBy(intent.factor);
    case 'home':
      return flights.toHome();
    case 'back':
      return ways.goBack();
    case 'forward':
      return ways.goForward();
    case 'map':
      return ways.toggleMap();
    case 'open':
      if (chosen) onOpen(chosen);
      return;
    case 'clear':
      if (cancelDrag()) return;
      if (loose.from !== null) return loose.letGo();
      return marks.select(null);
    case 'undo':
      return work.undo();
    case 'redo':
      return work.redo();
    case 'mark-all': {
      const ids = scene.notesIn(camera.visibleRect()).filter((id) => hands.mayMove(id));
      return marks.mark(ids.slice(-MARKED_MAX));
    }
    case 'to-front':
      hands.toFront(marks.marked());
      return;
    case 'tie':
      if (chosen?.type !== 'note') return;
      if (loose.from !== null && loose.from !== chosen.id) return loose.tieTo(chosen.id);
      return beginTie(chosen.id);
    default:
      return intent satisfies never;
  }
}
