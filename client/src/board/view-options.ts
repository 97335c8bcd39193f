import type { Lang } from '@oto/schema/base/lang';
import type { Card } from '@oto/schema/contract/card';
import type { BoardScene } from '../scene/types.ts';

/** What the view asks of the scene. */
export type ViewSink = Pick<
  BoardScene,
  | 'upsertRegion'
  | 'removeRegion'
  | 'upsertNote'
  | 'moveNote'
  | 'glideNote'
  | 'landNote'
  | 'removeNote'
  | 'crumpleNote'
  | 'noteAt'
  | 'upsertCord'
  | 'removeCord'
  | 'setPast'
>;

export interface BoardViewOptions {
  readonly sink: ViewSink;
  readonly cardOf: (id: string) => Card | undefined;
  readonly lang: () => Lang;
  /** The record changed: its words may have too. */
  readonly onRecord: (id: string) => void;
  /** A place was stored: whoever dragged it has let go. */
  readonly onPlaced: (id: string) => void;
  /** Notes came or went. */
  readonly onNotes: () => void;
  /** It is drawn anew: elsewhere, perhaps. */
  readonly onDrawn: (id: string) => void;
  /** A string came, changed or went. */
  readonly onCord: (id: string) => void;
  /** A region's owner or policy is known now, or is another. */
  readonly onClaim: () => void;
}
