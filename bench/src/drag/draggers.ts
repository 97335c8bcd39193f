import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '@oto/schema/base/id';
import type { Presence } from '@oto/schema/board/presence';
import { regionOf } from '@oto/schema/board/roots';
import { sharedNow } from '../collab/clock.ts';
import { enter, type Guest } from '../collab/guest.ts';

/** A process of people who drag notes, each over a socket of their own. */
export type Enter = {
  readonly enter: {
    readonly url: string;
    readonly region: string;
    readonly members: readonly { readonly id: Id; readonly pass: string }[];
  };
};
/**
 * Everyone drags their group of notes `drags` times, `steps` presence states each, and drops them:
 * one packed place a note. With `drop` false nothing is dropped.
 */
export type Drag = {
  readonly drag: { readonly groups: readonly (readonly Id[])[]; readonly drags: number; readonly steps: number; readonly drop: boolean };
};
/** When each state was shown, by Yjs client and step from 1, and how long each drop took to be acknowledged. */
export type Dragged = { readonly shownAt: ReadonlyMap<number, readonly number[]>; readonly commits: readonly number[] };

/** The client's rate. */
const STEP_MS = 50;

type Dragger = { readonly id: Id; readonly guest: Guest; readonly shownAt: number[] };
let draggers: readonly Dragger[] = [];
let order = 0;

async function dragAll(dragger: Dragger, index: number, { groups, drags, steps, drop }: Drag['drag']): Promise<number[]> {
  const { guest, id, shownAt } = dragger;
  const { places } = regionOf(guest.doc);
  const who = { id, name: 'Ana', colour: 3 };
  const commits: number[] = [];
  // The cursor is where the state's number says, so that a watcher knows which one has come.
  const show = (drag?: Presence['drag']) => {
    shownAt.push(sharedNow());
    guest.awareness.setLocalState({ who, cursor: [shownAt.length, index], ...(drag ? { drag } : {}) });
  };
  await delay((index * STEP_MS) / draggers.length);
  let due = sharedNow();
  for (let round = 0; round < drags; round++) {
    const ids = groups[(index + round * draggers.length) % groups.length] ?? [];
    for (let step = 0; step < steps; step++) {
      due += STEP_MS;
      await delay(Math.max(0, due - sharedNow()));
      show({ ids: [...ids], dx: step, dy: index });
    }
    if (!drop) continue;
    const at = sharedNow();
    guest.doc.transact(() => {
      for (const note of ids) places.set(note, [(round * 37 + index * 11) % 1_500, -((index * 53 + round) % 1_500), 0, ++order]);
    });
    show();
    await acknowledged(guest);
    commits.push(sharedNow() - at);
    due = Math.max(due, sharedNow());
  }
  return commits;
}

async function acknowledged({ provider }: Guest): Promise<void> {
  while (provider.hasUnsyncedChanges) {
    await new Promise<void>((resolve) => {
      const done = () => {
        provider.off('unsyncedChanges', done);
        resolve();
      };
      provider.on('unsyncedChanges', done);
    });
  }
}

async function run(message: Partial<Enter & Drag>): Promise<void> {
  if (message.enter) {
    const { url, region, members } = message.enter;
    draggers = await Promise.all(members.map(async ({ id, pass }) => ({ id, guest: await enter(url, region, pass), shownAt: [] })));
    process.send?.({ entered: true });
  }
  if (message.drag) {
    const { drag } = message;
    const commits = await Promise.all(draggers.map((dragger, index) => dragAll(dragger, index, drag)));
    const shownAt = new Map(draggers.map(({ guest, shownAt: times }) => [guest.doc.clientID, times]));
    process.send?.({ dragged: { shownAt, commits: commits.flat() } satisfies Dragged });
  }
}

process.on('message', (message: Partial<Enter & Drag>) => {
  run(message).catch((error: unknown) => {
    process.stderr.write(`draggers: ${String(error)}\n`);
    process.exit(1);
  });
});
