import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { readEvents } from '../testing/event-reader.ts';
import { broadcast } from './broadcast.ts';
import { recordEvent } from './record.ts';

const notice = (code: string): ServerEvent => ({ type: 'notice', at: new Date().toISOString(), level: 'info', code });

function record(api: TestApi, person: Person, code: string): Promise<void> {
  return api.deps.db.transaction().execute((trx) => recordEvent(trx, person.uuid, notice(code)));
}

test('an open stream tells what is recorded and what is broadcast, to its member alone', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const stream = await readEvents(api, ann);
  expect((await stream.next()).event.type).toBe('hello');
  await record(api, bob, 'for_bob');
  await record(api, ann, 'first');
  expect((await stream.next()).event).toMatchObject({ code: 'first' });
  const job = newId();
  await broadcast(api.deps.db, ann.uuid, {
    type: 'progress',
    at: new Date().toISOString(),
    job,
    step: 0,
    phase: 'draw',
    pct: 40,
    text: 'é'.repeat(5000),
  });
  const progress = await stream.next();
  expect(progress.id).toBeUndefined();
  expect(progress.event).toMatchObject({ type: 'progress', pct: 40 });
  await stream.close();
});

test('resuming after an id repeats exactly what came later, then goes on', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const first = await readEvents(api, ann);
  const hello = await first.next();
  expect(hello.id).toMatch(/^\d+$/);
  await record(api, ann, 'seen');
  const seen = await first.next();
  await first.close();
  await record(api, ann, 'missed-1');
  await record(api, ann, 'missed-2');
  const second = await readEvents(api, ann, seen.id);
  expect((await second.next()).event.type).toBe('hello');
  const one = await second.next();
  const two = await second.next();
  expect([one, two].map(({ event }) => event)).toMatchObject([{ code: 'missed-1' }, { code: 'missed-2' }]);
  await record(api, ann, 'live');
  expect((await second.next()).event).toMatchObject({ code: 'live' });
  await second.close();
  const fromHello = await readEvents(api, ann, hello.id);
  await fromHello.next();
  expect((await fromHello.next()).event).toMatchObject({ code: 'seen' });
  await fromHello.close();
});

test('ids commit in order: a stream never passes a slower transaction', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const stream = await readEvents(api, ann);
  await stream.next();
  await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      api.deps.db.transaction().execute(async (trx) => {
        await recordEvent(trx, ann.uuid, notice(`n${n}`));
        await delay(n % 3);
      }),
    ),
  );
  const told = [];
  for (let n = 0; n < 10; n++) told.push(await stream.next());
  expect(new Set(told.map(({ event }) => (event.type === 'notice' ? event.code : ''))).size).toBe(10);
  const ids = told.map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  await stream.close();
});

test('a member has ten streams at most, a visitor none, and a closed one gives its place back', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const streams = await Promise.all(Array.from({ length: 10 }, () => readEvents(api, ann)));
  await Promise.all(streams.map((stream) => stream.next()));
  expect(await refusal(await api.send('GET', '/events', { cookie: ann.cookie }))).toBe('429 too_many_requests');
  await Promise.all(streams.map((stream) => stream.close()));
  const again = await readEvents(api, ann);
  expect((await again.next()).event.type).toBe('hello');
  await again.close();
  expect(await refusal(await api.send('GET', '/events'))).toBe('401 not_signed_in');
});

test('an api that stops tells who listens when to come back', async () => {
  const api = await testApi();
  const ann = await api.join('Ann');
  const stream = (await api.send('GET', '/events', { cookie: ann.cookie })).text();
  await api[Symbol.asyncDispose]();
  expect(await stream).toMatch(/retry: \d{3,4}\n\n$/);
});

test('stopping the api ends its streams', async () => {
  const api = await testApi();
  const ann = await api.join('Ann');
  const stream = await readEvents(api, ann);
  await stream.next();
  await api[Symbol.asyncDispose]();
  await expect(stream.next()).rejects.toThrow('the stream ended');
});
