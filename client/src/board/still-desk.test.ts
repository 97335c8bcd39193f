import { describe, expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { StillDesk } from './still-desk.ts';
import type { NetEvents } from './wire-board.ts';

/** Time passes only when the test says so. */
function clock() {
  let due: (() => void)[] = [];
  return {
    setTimeout: (callback: () => void) => void due.push(callback),
    async pass(): Promise<void> {
      const now = due;
      due = [];
      for (const callback of now) callback();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
}

function listen(desk: StillDesk) {
  const heard: string[] = [];
  const events = desk.events({
    onRegion: (plot) => void heard.push(`region ${plot.x},${plot.y}`),
    onRegionClosed: () => undefined,
    onClaim: (plot) => void heard.push(`claim ${plot.x},${plot.y}`),
    onPresence: () => void heard.push('presence'),
    onLight: () => void heard.push('light'),
    onCounted: () => void heard.push('counted'),
    onConnection: () => undefined,
    onRefused: () => undefined,
    log: () => undefined,
  });
  return { heard, events };
}

type Region = Parameters<NetEvents['onRegion']>[1];
const document = {} as Region;

describe('the desk of a still picture', () => {
  test('hands documents on in the order of their keys once all are there', async () => {
    const time = clock();
    const desk = new StillDesk(time);
    const { heard, events } = listen(desk);
    let settled = false;
    void desk.settled().then(() => (settled = true));
    events.onConnection({ state: 'live', unsaved: 0, regions: 2 });
    events.onRegion({ x: 1, y: 0 }, document);
    await time.pass();
    await time.pass();
    expect([heard, settled]).toEqual([[], false]);
    events.onRegion({ x: 0, y: 0 }, document);
    events.onClaim({ x: 0, y: 0 }, null);
    events.onPresence({ x: 0, y: 0 }, new Map());
    events.onLight({ paths: [[newId(), newId()]] });
    for (let turn = 0; turn < 4; turn++) await time.pass();
    expect(heard).toEqual(['claim 0,0', 'region 0,0', 'region 1,0']);
    expect(settled).toBe(true);
  });

  test('is not settled while a socket is down or an answer is awaited', async () => {
    const time = clock();
    const desk = new StillDesk(time);
    const { events } = listen(desk);
    let settled = false;
    void desk.settled().then(() => (settled = true));
    events.onConnection({ state: 'connecting', unsaved: 0, regions: 0 });
    for (let turn = 0; turn < 3; turn++) await time.pass();
    expect(settled).toBe(false);
    let answer: (() => void) | undefined;
    const asked = desk.inOrder(() => new Promise<void>((done) => (answer = done)))();
    events.onConnection({ state: 'live', unsaved: 0, regions: 0 });
    for (let turn = 0; turn < 3; turn++) await time.pass();
    expect(settled).toBe(false);
    answer?.();
    await asked;
    for (let turn = 0; turn < 3; turn++) await time.pass();
    expect(settled).toBe(true);
  });

  test('answers in the order of the questions, and a refusal holds up nobody', async () => {
    const desk = new StillDesk(clock());
    const waiting = new Map<number, (ok: boolean) => void>();
    const ask = desk.inOrder(
      (n: number) => new Promise<number>((done, fail) => waiting.set(n, (ok) => (ok ? done(n) : fail(new Error('refused'))))),
    );
    const heard: number[] = [];
    const all = [1, 2, 3].map((n) =>
      ask(n).then(
        () => heard.push(n),
        () => heard.push(-n),
      ),
    );
    waiting.get(3)?.(true);
    waiting.get(1)?.(false);
    waiting.get(2)?.(true);
    await Promise.all(all);
    expect(heard).toEqual([-1, 2, 3]);
  });

  test('asks again until the answer is done', async () => {
    const time = clock();
    const desk = new StillDesk(time);
    let asked = 0;
    const tile = desk.inOrder(
      async () => ++asked,
      (answer) => answer >= 3,
    )();
    for (let turn = 0; turn < 5; turn++) await time.pass();
    expect(await tile).toBe(3);
  });
});
