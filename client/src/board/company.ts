import { createSignal, untrack, type Accessor } from 'solid-js';
import type { Id } from '@oto/schema/base/id';
import type { Meeting } from '../net/own-presence.ts';
import type { BoardPerson } from './board-controller.ts';
import type { SeenPerson, SeenView } from './people-book.ts';

/** Who follows is followed no longer when nothing was heard of them for so long. */
const GONE_MS = 5000;
/** How long a hand waves; the next wave may come when it is down. */
export const WAVE_MS = 2500;
/** A number that rises with each wave, within what presence allows. */
const WAVES = 1_000_000;

export type FollowEnd = 'stopped' | 'moved' | 'gone';

export interface CompanyOptions {
  /** Looks where they look; called with each view they tell. */
  readonly look: (view: SeenView) => void;
  /** Stops looking where they look. */
  readonly rest: () => void;
  readonly meet: (regions: readonly string[]) => void;
  readonly publish: () => void;
  readonly onWave: (person: BoardPerson) => void;
  readonly onEnd: (person: BoardPerson, why: FollowEnd) => void;
  readonly later: (callback: () => void, ms: number) => () => void;
  readonly random: () => number;
}

/**
 * Who follows whom, and who waves. Who follows and who is followed meet in a region where the followed was
 * seen: both keep it open wherever they go, one says there that they follow, the other where they look.
 *
 * Who follows somebody tells, as their view, the one they follow: all of a chain see what its first sees. Were each
 * to tell their own screen, those who follow each other would each make room for the other's, and never end. So
 * they rest where they are, until one of them moves the view and is followed by the other.
 */
export class Company {
  readonly people: Accessor<readonly BoardPerson[]>;
  readonly following: Accessor<BoardPerson | null>;
  readonly followers: Accessor<readonly BoardPerson[]>;
  readonly #options: CompanyOptions;
  readonly #setPeople: (people: readonly BoardPerson[]) => void;
  readonly #setFollowing: (person: BoardPerson | null) => void;
  readonly #setFollowers: (people: readonly BoardPerson[]) => void;
  #seen: readonly SeenPerson[] = [];
  #known = new Map<string, BoardPerson>();
  #me: string | null = null;
  #place: string | null = null;
  /** What is looked at because of who is followed. */
  #aim: SeenView | null = null;
  /** By person: the last wave that was told, and the way to forget that its hand is up. */
  #waved = new Map<string, { readonly n: number; readonly isUp: boolean; readonly cancel: () => void }>();
  #wave: { readonly n: number; readonly to?: Id } | null = null;
  #n: number;
  #endWave: () => void = () => {};
  #endGone: (() => void) | null = null;

  constructor(options: CompanyOptions) {
    this.#options = options;
    this.#n = Math.floor(options.random() * WAVES);
    [this.people, this.#setPeople] = createSignal<readonly BoardPerson[]>([]);
    [this.following, this.#setFollowing] = createSignal<BoardPerson | null>(null);
    [this.followers, this.#setFollowers] = createSignal<readonly BoardPerson[]>([]);
  }

  setMe(id: string | null): void {
    this.#me = id;
    if (id === null) this.follow(null);
  }

  /** What the open regions tell now. */
  see(seen: readonly SeenPerson[]): void {
    this.#seen = seen;
    this.#known = new Map(seen.map((one) => [one.id, this.#same(one)]));
    this.#tell(this.people, this.#setPeople, [...this.#known.values()]);
    const followers = seen.flatMap((one) => (this.#isFollower(one) ? (this.#known.get(one.id) ?? []) : []));
    this.#tell(this.followers, this.#setFollowers, followers);
    for (const one of seen) this.#seeWave(one);
    this.#seeFollowed();
    this.#options.meet(this.#places());
    this.#options.publish();
  }

  /** Follows somebody who is here, or nobody. False when they are not here, or one is a watcher. */
  follow(id: string | null, why: FollowEnd = 'stopped'): boolean {
    const before = this.following();
    if (before) {
      this.#setFollowing(null);
      this.#place = null;
      this.#aim = null;
      this.#endGone?.();
      this.#endGone = null;
      this.#options.rest();
      this.#options.onEnd(before, why);
    }
    const person = id === null ? undefined : this.#known.get(id);
    if (person && this.#me !== null) this.#setFollowing(person);
    this.see(this.#seen);
    return person !== undefined && this.#me !== null;
  }

  /** At somebody who is here, or at everybody. False while a hand is up. */
  wave(to: string | null): boolean {
    if (this.#me === null || this.#wave) return false;
    this.#n = (this.#n + 1) % WAVES;
    this.#wave = { n: this.#n, ...(to === null ? {} : { to: to as Id }) };
    this.#endWave = this.#options.later(() => {
      this.#wave = null;
      this.#options.publish();
    }, WAVE_MS);
    this.#options.publish();
    return true;
  }

  /** For the own presence: the hand that is up. */
  get waving(): { readonly n: number; readonly to?: Id; readonly in: readonly string[] } | null {
    const wave = this.#wave;
    return wave && { ...wave, in: this.#seen.find((one) => one.id === wave.to)?.regions ?? [] };
  }

  /** For the own presence: what to say where. */
  meetings(own: Meeting['view']): ReadonlyMap<string, Meeting> {
    const meetings = new Map<string, Meeting>();
    const view: Meeting['view'] = this.#aim ? { at: [this.#aim.at.x, this.#aim.at.y], span: [this.#aim.width, this.#aim.height] } : own;
    const following = this.following();
    if (following && this.#place !== null) meetings.set(this.#place, { follows: following.id as Id });
    for (const one of this.#seen) {
      if (!view || !this.#isFollower(one)) continue;
      for (const region of one.followsIn) meetings.set(region, { ...meetings.get(region), view });
    }
    return meetings;
  }

  destroy(): void {
    this.#endWave();
    this.#endGone?.();
    for (const { cancel } of this.#waved.values()) cancel();
  }

  #isFollower(one: SeenPerson): boolean {
    return this.#me !== null && one.follows === this.#me;
  }

  /** Two who began to follow each other at once would change places for ever: one of them stays. */
  #waitsFor(one: SeenPerson): boolean {
    return this.#isFollower(one) && this.#me !== null && this.#me < one.id;
  }

  #places(): readonly string[] {
    const followers = this.#seen.filter((one) => this.#isFollower(one));
    return [...new Set([...(this.#place === null ? [] : [this.#place]), ...followers.flatMap((one) => one.followsIn)])];
  }

  #seeFollowed(): void {
    const following = this.following();
    if (!following) return;
    const seen = this.#seen.find((one) => one.id === following.id);
    if (!seen) {
      this.#endGone ??= this.#options.later(() => this.follow(null, 'gone'), GONE_MS);
      return;
    }
    this.#endGone?.();
    this.#endGone = null;
    if (this.#place === null || !seen.regions.includes(this.#place)) this.#place = seen.regions[0] ?? null;
    if (!seen.view || (this.#aim && this.#waitsFor(seen))) return;
    this.#aim = seen.view;
    this.#options.look(seen.view);
  }

  /** A wave is told once, in however many regions it is seen, and not again while the hand is up. */
  #seeWave({ id, wave }: SeenPerson): void {
    if (!wave || (wave.to !== null && wave.to !== this.#me)) return;
    const person = this.#known.get(id);
    const before = this.#waved.get(id);
    if (!person || before?.isUp || before?.n === wave.n) return;
    const { n } = wave;
    const cancel = this.#options.later(() => this.#waved.set(id, { n, isUp: false, cancel }), WAVE_MS);
    this.#waved.set(id, { n, isUp: true, cancel });
    this.#options.onWave(person);
  }

  /** Lists that say the same stay as they are. */
  #tell(before: Accessor<readonly BoardPerson[]>, set: (people: readonly BoardPerson[]) => void, next: readonly BoardPerson[]): void {
    const old = untrack(before);
    if (old.length !== next.length || old.some((one, n) => one !== next[n])) set(next);
  }

  /** The same object as long as nothing about them changes, so that lists stay as they are drawn. */
  #same({ id, name, handle, colour }: SeenPerson): BoardPerson {
    const before = this.#known.get(id);
    return before && before.name === name && before.handle === handle && before.colour === colour ? before : { id, name, handle, colour };
  }
}
