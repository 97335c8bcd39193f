import { uuidFromId } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { Child } from '../collab/child.ts';
import { enter } from '../collab/guest.ts';
import { Scene } from '../drag/scene.ts';
import { percentile } from '../figures/percentile.ts';
import type { Enter as EnterAuthors, Generate, Generated } from './authors.ts';
import type { Crowd, Grow, Tell } from './crowd.ts';
import type { Place } from './place.ts';
import type { Load, Measured } from './step.ts';
import type { Visit, Visited } from './visitors.ts';

/** Watchers with real providers, who are measured. */
const ONLOOKERS = 6;
/** People who move something in every step, so that watchers have something to see. */
const MOVING = 2;
const AUTHORS = 6;
/** Presence is shown twenty times a second. */
const STATES_PER_SECOND = 20;
const VISITS_PER_SECOND = 30;
/** One process of watchers holds so many, well within what a system lets it open. */
const CROWD_MAX = 1_000;

/** Everybody who comes, each kind in processes of their own, kept from step to step. */
export class Stage {
  readonly #place: Place;
  readonly #visitors = new Child(new URL('visitors.ts', import.meta.url));
  readonly #authors = new Child(new URL('authors.ts', import.meta.url));
  #crowds: { readonly child: Child; size: number }[] = [];
  #scene: { readonly scene: Scene; readonly editors: number } | null = null;
  #before: Record<string, number> = {};

  constructor(place: Place) {
    this.#place = place;
  }

  async enter(): Promise<void> {
    const { url, password, run } = this.#place;
    const entered = this.#authors.next('entered');
    this.#authors.send({ enter: { url, count: AUTHORS, password, run } } satisfies EnterAuthors);
    await entered;
  }

  /** Puts a load on for so many seconds and says what came of it. */
  async hold(load: Load, seconds: number): Promise<Measured> {
    const { inside, url, paths } = this.#place;
    await this.#watchers(load.watchers);
    const editors = Math.max(MOVING, load.editors);
    const scene = await this.#editors(editors);
    const groups = this.#place.notes.slice(0, editors).map((note) => [note]);
    const end = await inside?.gauge.begin();
    const visited = this.#visitors.next<Visited>('visited');
    this.#visitors.send({ visit: { url, paths, perSecond: VISITS_PER_SECOND, seconds } } satisfies Visit);
    const generated = load.generations > 0 ? this.#authors.next<Generated>('generated') : null;
    if (generated) this.#authors.send({ generate: { perSecond: load.generations, seconds } } satisfies Generate);
    const drags = Math.max(1, Math.round(seconds));
    const act = await scene.act(groups, drags, STATES_PER_SECOND);
    const [visits, jobs] = [await visited, await generated];
    const use = (await end?.()) ?? null;
    const crowd = await this.#crowd();
    const errors: Record<string, number> = { ...visits.errors };
    const add = (reason: string, count: number) => {
      if (count > 0) errors[reason] = (errors[reason] ?? 0) + count;
    };
    for (const [reason, count] of Object.entries(crowd.ends)) add(reason, count - (this.#before[reason] ?? 0));
    this.#before = { ...crowd.ends };
    for (const [reason, count] of Object.entries(jobs?.refusals ?? {})) add(reason, count);
    add('states that nobody saw', act.missing);
    if (jobs) add('texts not on the board after 5 s', jobs.answered.length - jobs.pinned.length);
    return {
      load,
      held: crowd.held,
      presenceP99: percentile(act.presence, 0.99),
      commitP99: percentile(act.commits, 0.99),
      lost: await this.#lost(groups, drags),
      httpP99: visits.p99Ms,
      pickupP50: jobs && inside ? await this.#pickup(jobs.creations) : null,
      pinnedP50: jobs ? percentile(jobs.pinned, 0.5) : null,
      made: jobs ? Math.round((jobs.pinned.length / seconds) * 10) / 10 : null,
      errors,
      use,
    };
  }

  /** Everybody but the instruments goes. */
  async leave(): Promise<void> {
    await Promise.all(this.#crowds.map(({ child }) => child.stop()));
    this.#crowds = [];
    this.#before = {};
    await this.#scene?.scene.close();
    this.#scene = null;
  }

  async close(): Promise<void> {
    await this.leave();
    await Promise.all([this.#visitors.stop(), this.#authors.stop()]);
  }

  async #watchers(wanted: number): Promise<void> {
    const standing = this.#crowds.reduce((sum, { size }) => sum + size, 0);
    if (wanted < standing) await this.#sendHome();
    for (let left = wanted - this.#crowds.reduce((sum, { size }) => sum + size, 0); left > 0;) {
      let last = this.#crowds.at(-1);
      if (!last || last.size >= CROWD_MAX) {
        last = { child: new Child(new URL('crowd.ts', import.meta.url)), size: 0 };
        this.#crowds.push(last);
      }
      const count = Math.min(left, CROWD_MAX - last.size);
      const grown = last.child.next('grown');
      last.child.send({ grow: { url: this.#place.socketUrl, region: this.#place.region, count } } satisfies Grow);
      await grown;
      last.size += count;
      left -= count;
    }
  }

  async #sendHome(): Promise<void> {
    await Promise.all(this.#crowds.map(({ child }) => child.stop()));
    this.#crowds = [];
    this.#before = {};
  }

  async #editors(count: number): Promise<Scene> {
    if (this.#scene?.editors === count) return this.#scene.scene;
    await this.#scene?.scene.close();
    this.#scene = null;
    const { members, socketUrl: url, region } = this.#place;
    const people = Array.from({ length: count }, (_none, n) => members[n % members.length]).flatMap((one) => one ?? []);
    const scene = await Scene.open({ url, region, members: people }, ONLOOKERS, 0);
    this.#scene = { scene, editors: count };
    return scene;
  }

  async #crowd(): Promise<Crowd> {
    const told = await Promise.all(
      this.#crowds.map(async ({ child }) => {
        const answer = child.next<Crowd>('crowd');
        child.send({ tell: true } satisfies Tell);
        return answer;
      }),
    );
    const ends: Record<string, number> = {};
    for (const one of told) for (const [reason, count] of Object.entries(one.ends)) ends[reason] = (ends[reason] ?? 0) + count;
    return { held: told.reduce((sum, { held }) => sum + held, 0), frames: told.reduce((sum, { frames }) => sum + frames, 0), ends };
  }

  /** The last move of each editor was acknowledged: somebody who comes now must find the note there. */
  async #lost(groups: readonly (readonly string[])[], drags: number): Promise<number> {
    const guest = await enter(this.#place.socketUrl, this.#place.region, '');
    try {
      const { places } = regionOf(guest.doc);
      return groups.filter(([note = ''], index) => {
        const [x, y] = places.get(note) ?? [];
        const [toX, toY] = [((drags - 1) * 37 + index * 11) % 1_500, -((index * 53 + drags - 1) % 1_500)];
        return x !== toX || y !== toY;
      }).length;
    } finally {
      guest.leave();
    }
  }

  async #pickup(creations: readonly string[]): Promise<number> {
    const { inside } = this.#place;
    if (!inside || creations.length === 0) return Number.NaN;
    const { rows } = await inside.pool.query<{ pickup: number }>(
      `select extract(epoch from started_at - created_at)::float8 * 1000 as pickup from job where creation_id = any($1::uuid[]) and started_at is not null`,
      [creations.map((id) => uuidFromId(id))],
    );
    return percentile(
      rows.map(({ pickup }) => pickup),
      0.5,
    );
  }
}
