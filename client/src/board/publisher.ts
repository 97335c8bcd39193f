import type { Id } from '@oto/schema/base/id';
import type { Point } from '@oto/schema/geometry/lattice';
import { PRESENCE_EVERY_MS, type BoardNet } from '../net/board-net.ts';
import { throttle, type Throttle } from '../net/throttle.ts';
import type { BoardScene } from '../scene/types.ts';
import type { Hands } from './hands.ts';
import { ownColour } from './own-colour.ts';

export interface PublisherOptions {
  readonly scene: Pick<BoardScene, 'camera'>;
  readonly net: Pick<BoardNet, 'setPresence'>;
  readonly hands: Pick<Hands, 'dragged'>;
  readonly me: () => { readonly id: Id; readonly name: string } | null;
  /** CSS pixels from the host's top left corner; null: not on the board. */
  readonly pointer: () => Point | null;
}

/** Shows others where this person's cursor is and what they drag, as often as is allowed. Watchers show nothing. */
export function createPublisher({ scene, net, hands, me, pointer }: PublisherOptions): Throttle {
  return throttle(() => {
    const member = me();
    if (!member) return net.setPresence(null);
    const { dragged } = hands;
    const at = pointer();
    net.setPresence({
      who: { id: member.id, name: member.name.slice(0, 60), colour: ownColour(member.id) },
      cursor: at ? scene.camera.screenToWorld(at) : null,
      drag: dragged && {
        ids: dragged.notes.map((note) => ({ id: note.id as Id, region: note.region })),
        dx: dragged.offset.x,
        dy: dragged.offset.y,
      },
    });
  }, PRESENCE_EVERY_MS);
}
