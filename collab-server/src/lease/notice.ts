/**
 * What replicas tell each other about tiles, on PostgreSQL's channel `lease`. Everybody hears everything;
 * the epoch says which holding of the tile is meant.
 */
export type Notice =
  /** A socket wants the tile elsewhere: its holder is to hand it over. */
  | { readonly verb: 'asked'; readonly tile: string; readonly epoch: bigint }
  /** The holder lives. `ms`: how long the tile rests before it may move; 0: it is being handed over. */
  | { readonly verb: 'heard'; readonly tile: string; readonly epoch: bigint; readonly ms: number }
  /** The holder has let go. */
  | { readonly verb: 'free'; readonly tile: string; readonly epoch: bigint }
  /** Somebody took the tile, under this epoch, without waiting for its holder. */
  | { readonly verb: 'taken'; readonly tile: string; readonly epoch: bigint };

const PATTERN = /^(asked|heard|free|taken) (-?\d{1,7},-?\d{1,7}) (\d{1,18})(?: (\d{1,9}))?$/;

/** Null: nothing that this version understands. */
export function readNotice(payload: string): Notice | null {
  const [, verb, tile, epoch, ms] = PATTERN.exec(payload) ?? [];
  if (verb === undefined || tile === undefined || epoch === undefined) return null;
  switch (verb) {
    case 'asked':
    case 'free':
    case 'taken':
      return { verb, tile, epoch: BigInt(epoch) };
    case 'heard':
      return ms === undefined ? null : { verb, tile, epoch: BigInt(epoch), ms: Number(ms) };
    default:
      return null;
  }
}
