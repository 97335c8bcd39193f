import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '@oto/schema/base/id';
import type { Board } from '../collab/board.ts';
import { Child } from '../collab/child.ts';
import { hello } from '../collab/frame.ts';
import type { Open } from '../fanout/receiver.ts';
import type { Drag, Dragged, Enter as EnterDraggers } from './draggers.ts';
import { presenceLatencies } from './latency.ts';
import type { Enter as EnterOnlookers, Seen, Tell } from './onlookers.ts';

/** What came of one time of dragging. Milliseconds. */
export type Act = {
  readonly presence: readonly number[];
  readonly missing: number;
  readonly commits: readonly number[];
  readonly documentBytes: number;
  readonly framesPerWatcher: number;
};

/** Time in which the last states arrive. */
const SETTLE_MS = 400;

/** One region, and who may write in it. */
type Where = Pick<Board, 'url' | 'region' | 'members'>;

/** Draggers and watchers on one region, each kind in a process of its own. */
export class Scene {
  readonly #draggers: Child;
  readonly #onlookers: Child;
  readonly #crowd: Child | null;
  readonly #onlookersCount: number;
  #shown: ReadonlyMap<number, number> = new Map();

  /** `onlookers` watch with real providers and are measured; `crowd` more only receive. */
  static async open(board: Where, onlookers: number, crowd: number): Promise<Scene> {
    const scene = new Scene(onlookers, crowd > 0);
    try {
      await scene.#enter(board, crowd);
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  private constructor(onlookers: number, hasCrowd: boolean) {
    this.#draggers = new Child(new URL('draggers.ts', import.meta.url));
    this.#onlookers = new Child(new URL('onlookers.ts', import.meta.url));
    this.#crowd = hasCrowd ? new Child(new URL('../fanout/receiver.ts', import.meta.url)) : null;
    this.#onlookersCount = onlookers;
  }

  async #enter({ url, region, members }: Where, crowd: number): Promise<void> {
    const entered = [this.#draggers.next('entered'), this.#onlookers.next('entered')];
    this.#draggers.send({ enter: { url, region, members } } satisfies EnterDraggers);
    this.#onlookers.send({ enter: { url, region, count: this.#onlookersCount } } satisfies EnterOnlookers);
    await Promise.all(entered);
    if (!this.#crowd) return;
    const opened = this.#crowd.next<boolean>('opened');
    this.#crowd.send({ open: { lane: 'crowd', url, hello: hello(region, ''), count: crowd } } satisfies Open);
    if (!(await opened)) throw new Error('the crowd could not connect');
  }

  /** Everyone drags, 20 states a second; resolves when all of it has been seen. */
  async act(groups: readonly (readonly Id[])[], drags: number, steps: number, drop = true): Promise<Act> {
    const dragged = this.#draggers.next<Dragged>('dragged');
    this.#draggers.send({ drag: { groups, drags, steps, drop } } satisfies Drag);
    const { shownAt, commits } = await dragged;
    await delay(SETTLE_MS);
    const told = this.#onlookers.next<Seen>('seen');
    this.#onlookers.send({ tell: true } satisfies Tell);
    const seen = await told;
    const { latencies, missing } = presenceLatencies(shownAt, seen.arrivals, this.#shown);
    this.#shown = new Map([...shownAt].map(([client, times]) => [client, times.length]));
    return {
      presence: latencies,
      missing,
      commits,
      documentBytes: seen.documentBytes,
      framesPerWatcher: seen.frames / this.#onlookersCount,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#draggers.stop(), this.#onlookers.stop(), this.#crowd?.stop()]);
  }
}
