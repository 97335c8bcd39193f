import { isId, type Id } from '@oto/schema/base/id';
import { tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { LAST_ROW } from './chain.ts';

export type HistoryRequest =
  | { readonly kind: 'page'; readonly plot: Plot; readonly before: bigint | null }
  | { readonly kind: 'layout'; readonly plot: Plot; readonly moment: bigint }
  | { readonly kind: 'since'; readonly plot: Plot; readonly at: number }
  /** For operators: of a note, or of a member. */
  | { readonly kind: 'of'; readonly plot: Plot; readonly id: Id };

const NUMBER = '(0|-?[1-9]\\d{0,5})';
const PATTERN = new RegExp(`^/collab/t/${NUMBER},${NUMBER}/history/${NUMBER},${NUMBER}(?:/([^/]+)(?:/([^/]+))?)?$`);
const MOMENT = /^\d{1,19}$/;
/** The last millisecond that both JavaScript and Postgres know as a date. */
const TIME_MAX = 8.64e15;

/**
 * What a GET of `url` asks of the past. `unknown_document`: the plot is not of that tile;
 * `bad_request`: a number is none; null: another address.
 */
export function historyRequest(url: string): HistoryRequest | 'bad_request' | 'unknown_document' | null {
  const [path = '', query = ''] = url.split('?', 2);
  const match = PATTERN.exec(path);
  if (!match) return null;
  const [tileX, tileY, x, y] = match.slice(1, 5).map(Number) as [number, number, number, number];
  const plot = { x, y };
  const tile = tileOf(plot);
  if (tile.x !== tileX || tile.y !== tileY) return 'unknown_document';
  const [, , , , , moment, time] = match;
  if (moment === undefined) {
    const asked = new URLSearchParams(query).get('before');
    const before = asked === null ? null : rowOf(asked);
    return before === undefined ? 'bad_request' : { kind: 'page', plot, before };
  }
  if (time === undefined) {
    const row = rowOf(moment);
    return row === undefined ? 'bad_request' : { kind: 'layout', plot, moment: row };
  }
  if (moment === 'of') return isId(time) ? { kind: 'of', plot, id: time } : 'bad_request';
  if (moment !== 'since') return null;
  const at = /^\d{1,16}$/.test(time) ? Number(time) : Number.NaN;
  return at <= TIME_MAX ? { kind: 'since', plot, at } : 'bad_request';
}

function rowOf(text: string): bigint | undefined {
  const row = MOMENT.test(text) ? BigInt(text) : LAST_ROW + 1n;
  return row <= LAST_ROW ? row : undefined;
}
