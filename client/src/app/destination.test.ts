import { newId } from '@oto/schema/base/id';
import { expect, test } from 'vitest';
import type { Answer } from '../api/http.ts';
import { destinationOf } from './destination.ts';

type Api = Parameters<typeof destinationOf>[1];

const id = newId();
const plot = { x: 3, y: -2 };
const refused = (status: number): Answer<never> => ({ ok: false, failure: { code: 'not_found', status, requestId: null, fields: [] } });

/** A server that knows one note and one person. */
function server(known: {
  readonly seat?: readonly [number, number] | null;
  readonly plot?: typeof plot | null;
  readonly down?: boolean;
}): Api {
  const answer = (value: unknown): Promise<never> => Promise.resolve((known.down === true ? refused(503) : { ok: true, value }) as never);
  return {
    cards: ([asked]) => answer({ cards: asked === id ? [{ id, type: 'agent' }] : [] }),
    agent: () => answer({ plot: known.plot === undefined ? plot : known.plot, seat: known.seat ?? null }),
    creation: () => Promise.resolve(refused(404)),
    member: (handle) => (handle === 'lea' ? answer({ plots: known.plot === null ? [] : [plot] }) : Promise.resolve(refused(404))),
  };
}

test('a note leads to its seat, a person to their plot, the board to the board', async () => {
  expect(await destinationOf({ type: 'board' }, server({}))).toEqual({ type: 'board' });
  expect(await destinationOf({ type: 'note', id }, server({ seat: [10, -40] }))).toEqual({
    type: 'note',
    id,
    plot,
    seat: { x: 10, y: -40 },
  });
  expect(await destinationOf({ type: 'note', id }, server({}))).toEqual({ type: 'note', id, plot });
  expect(await destinationOf({ type: 'note', id }, server({ plot: null }))).toEqual({ type: 'board' });
  expect(await destinationOf({ type: 'plot', handle: 'lea' }, server({}))).toEqual({ type: 'plot', plot });
});

test('what is not there is told by what it is, and a server in trouble is told as such', async () => {
  expect(await destinationOf({ type: 'lost', sought: 'page' }, server({}))).toEqual({ type: 'none', why: 'page' });
  expect(await destinationOf({ type: 'note', id: newId() }, server({}))).toEqual({ type: 'none', why: 'note' });
  expect(await destinationOf({ type: 'plot', handle: 'nobody' }, server({}))).toEqual({ type: 'none', why: 'person' });
  expect(await destinationOf({ type: 'plot', handle: 'lea' }, server({ plot: null }))).toEqual({ type: 'none', why: 'plot' });
  expect(await destinationOf({ type: 'note', id }, server({ down: true }))).toMatchObject({ type: 'failed', failure: { status: 503 } });
});
