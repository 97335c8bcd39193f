import type { Id } from '@oto/schema/base/id';
import type { Plot, Point } from '@oto/schema/geometry/lattice';
import type { Answer, Failure } from '../api/http.ts';
import type { OtoApi } from '../api/oto-api.ts';
import type { Address } from './address.ts';

/** Where an address leads. */
export type Destination =
  | { readonly type: 'board' }
  | { readonly type: 'plot'; readonly plot: Plot }
  /** `seat`: units from the plot's centre. */
  | { readonly type: 'note'; readonly id: Id; readonly plot: Plot; readonly seat?: Point }
  /** The server knows no such thing, or hides it from whoever asks. */
  | { readonly type: 'none'; readonly why: 'page' | 'note' | 'person' | 'plot' }
  | { readonly type: 'failed'; readonly failure: Failure };

type Asked = Pick<OtoApi, 'cards' | 'agent' | 'creation' | 'member'>;

/** An address says only an id or a name: where that hangs is asked. A note without a place, such as a private one, leads to the board. */
export async function destinationOf(address: Address, api: Asked): Promise<Destination> {
  switch (address.type) {
    case 'board':
      return { type: 'board' };
    case 'lost':
      return { type: 'none', why: address.sought };
    case 'plot':
      return plotOfMember(address.handle, api);
    case 'note':
      return seatOfNote(address.id, api);
    default:
      return address satisfies never;
  }
}

async function plotOfMember(handle: string, api: Asked): Promise<Destination> {
  const answer = await api.member(handle);
  if (!answer.ok) return missing(answer, 'person');
  const plot = answer.value.plots[0];
  return plot ? { type: 'plot', plot } : { type: 'none', why: 'plot' };
}

async function seatOfNote(id: Id, api: Asked): Promise<Destination> {
  const cards = await api.cards([id]);
  if (!cards.ok) return missing(cards, 'note');
  const card = cards.value.cards[0];
  if (!card) return { type: 'none', why: 'note' };
  const answer = card.type === 'agent' ? await api.agent(id) : await api.creation(id);
  if (!answer.ok) return missing(answer, 'note');
  const { plot, seat } = answer.value;
  if (plot === null) return { type: 'board' };
  return { type: 'note', id, plot, ...(seat === null ? {} : { seat: { x: seat[0], y: seat[1] } }) };
}

function missing({ failure }: Extract<Answer<unknown>, { ok: false }>, why: 'note' | 'person'): Destination {
  return failure.status === 404 || failure.status === 422 || failure.status === 400 ? { type: 'none', why } : { type: 'failed', failure };
}
