import type { Id } from '@oto/schema/base/id';
import type { Point } from '@oto/schema/geometry/lattice';
import { PRESENCE_EVERY_MS, type BoardNet } from '../net/board-net.ts';
import { throttle, type Throttle } from '../net/throttle.ts';
import type { BoardScene } from '../scene/types.ts';
import type { Hands } from './hands.ts';
import type { Company } from './company.ts';
import type { Lasers } from './lasers.ts';
import { ownColour } from './own-colour.ts';

export interface PublisherOptions {
  readonly scene: Pick<BoardScene, 'camera'>;
  readonly net: Pick<BoardNet, 'setPresence'>;
  readonly hands: Pick<Hands, 'dragged'>;
  readonly company: Pick<Company, 'waving' | 'meetings'>;
  readonly lasers: Pick<Lasers, 'told'>;
  readonly me: () => { readonly id: Id; readonly name: string } | null;
  /** CSS pixels from the host's top left corner; null: not on the board. */
  readonly pointer: () => Point | null;
}

/** Shows others where this person's cursor is, what they drag and point at, and to who follows where they look, as often as is allowed. Watchers show nothing. */
export function createPublisher({ scene, net, hands, company, lasers, me, pointer }: PublisherOptions): Throttle {
  return throttle(() => {
    const member = me();
    if (!member) return net.setPresence(null);
    const { dragged } = hands;
    const at = pointer();
    const { camera } = scene;
    const seen = camera.visibleRect();
    const middle = { x: camera.x, y: camera.y };
    net.setPresence({
      who: { id: member.id, name: member.name.slice(0, 60), colour: ownColour(member.id) },
      cursor: at ? camera.screenToWorld(at) : null,
      middle,
      drag: dragged && {
        ids: dragged.notes.map((note) => ({ id: note.id as Id, region: note.region })),
        dx: dragged.offset.x,
        dy: dragged.offset.y,
      },
      laser: lasers.told,
      wave: company.waving,
      meetings: company.meetings({
        at: [Math.round(middle.x), Math.round(middle.y)],
        span: [Math.max(1, Math.round(seen.width)), Math.max(1, Math.round(seen.height))],
      }),
    });
  }, PRESENCE_EVERY_MS);
}
