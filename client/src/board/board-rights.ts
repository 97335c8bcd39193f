import { createSignal } from 'solid-js';
import type { BoardNet } from '../net/board-net.ts';
import { plotOfKey } from '../net/plot-of-key.ts';
import type { BoardView } from './board-view.ts';
import type { Change } from './command-log.ts';
import { moveRefusal, tieRefusal, type MoveRefusal, type Mover } from './move-rights.ts';

export interface BoardRightsOptions {
  readonly view: Pick<BoardView, 'region' | 'isPast'>;
  readonly net: Pick<BoardNet, 'atlasOf'>;
  readonly me: () => Mover | null;
  readonly onRefused: (code: MoveRefusal, region: string) => void;
}

/** What this person may do where, by what the browser knows: the documents' claims, else the atlas. */
export class BoardRights {
  #options: BoardRightsOptions;
  #follow: () => number;
  #tell: () => void;
  #telling = false;

  constructor(options: BoardRightsOptions) {
    this.#options = options;
    const [version, setVersion] = createSignal(0);
    this.#follow = version;
    this.#tell = () => void setVersion((one) => one + 1);
  }

  /** Under tracking: what is computed here is computed again when rights change. */
  follow(): void {
    this.#follow();
  }
  /** Claims, the person or what is shown changed. Many changes at once are told once. */
  changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tell();
    });
  }

  refusalAt = (region: string): MoveRefusal | null => (this.#options.view.isPast(region) ? 'in_the_past' : this.refusalToday(region));

  /** Whatever is shown there. */
  refusalToday = (region: string): MoveRefusal | null => {
    const { view, net, me } = this.#options;
    const open = view.region(region);
    const plot = plotOfKey(region);
    const claim = open?.claim ?? (plot && net.atlasOf(plot));
    return moveRefusal(me(), claim ?? (open ? null : undefined));
  };

  /** Tells the person why not. */
  mayMake = ({ region, ...change }: Change): boolean => {
    const refusal = change.root === 'places' ? this.refusalAt(region) : tieRefusal(this.refusalAt, region, change.before, change.after);
    if (refusal) this.#options.onRefused(refusal, region);
    return refusal === null;
  };
}
