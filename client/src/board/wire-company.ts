import { createSignal } from 'solid-js';
import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardNet } from '../net/board-net.ts';
import type { BoardScene } from '../scene/types.ts';
import type { BoardCompany, BoardCursor, BoardPerson, ScreenPoint } from './board-controller.ts';
import { Company, type FollowEnd } from './company.ts';
import { Lasers } from './lasers.ts';
import { listeners } from './listeners.ts';
import { Others, type HeldNotes, type OthersOptions } from './others.ts';
import { ViewFollower } from './view-follower.ts';

export interface WireCompanyOptions {
  readonly host: HTMLElement;
  readonly scene: BoardScene;
  readonly held: HeldNotes;
  readonly isMine: OthersOptions['isMine'];
  readonly onWork: OthersOptions['onWork'];
  readonly meet: BoardNet['meet'];
  readonly publish: () => void;
  /** Where the pointer is, world units; null: not on the board. */
  readonly pointsAt: () => Point | null;
  readonly reducedMotion: boolean;
}

export interface WiredCompany {
  readonly others: Others;
  readonly company: Company;
  readonly lasers: Lasers;
  readonly controls: BoardCompany;
  setMe(id: string | null): void;
  /** The pointer moved over the board; null: it left, and the laser stays where it was. World units. */
  pointed(at: Point | null): void;
  destroy(): void;
}

/** The others on the board: their cursors, views, waves and lasers, and one's own. */
export function wireCompany(options: WireCompanyOptions): WiredCompany {
  const { host, scene, meet, publish, pointsAt, reducedMotion } = options;
  const [cursors, setCursors] = createSignal<readonly BoardCursor[]>([]);
  const [laser, setLaser] = createSignal(false);
  const waves = listeners<[BoardPerson]>();
  const ends = listeners<[BoardPerson, FollowEnd]>();
  const requestFrame = (callback: () => void): void => void requestAnimationFrame(callback);
  const now = (): number => performance.now();

  const follower = new ViewFollower({
    camera: scene.camera,
    reducedMotion,
    onLeft: () => company.follow(null, 'moved'),
    requestFrame,
    now,
  });
  const company: Company = new Company({
    look: (view) => follower.look(view),
    rest: () => follower.rest(),
    meet,
    publish,
    onWave: waves.tell,
    onEnd: ends.tell,
    later: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  const lasers = new Lasers({ draw: (shown) => scene.setLasers(shown), publish, requestFrame, now });
  const others = new Others({
    held: options.held,
    isMine: options.isMine,
    onWork: options.onWork,
    onPeople(seen) {
      setCursors(seen.cursors);
      scene.setCursors(seen.cursors);
      lasers.hear(seen.lasers);
      company.see(seen.people);
    },
    requestFrame,
    now,
  });

  const controls: BoardCompany = {
    people: company.people,
    following: company.following,
    followers: company.followers,
    cursors,
    laser,
    follow: (person) => company.follow(person),
    wave: (person) => company.wave(person),
    onWave: waves.add,
    onFollowEnd: ends.add,
    setLaser(on) {
      setLaser(on);
      if (on) lasers.point(pointsAt() ?? { x: scene.camera.x, y: scene.camera.y });
      else lasers.point(null);
    },
    pointLaser(at: ScreenPoint | null) {
      if (!at) return lasers.point(null);
      const box = host.getBoundingClientRect();
      lasers.point(scene.camera.screenToWorld({ x: at.x - box.x, y: at.y - box.y }));
    },
    hidePeople: (people) => others.hide(people),
  };
  return {
    others,
    company,
    lasers,
    controls,
    setMe(id) {
      others.setMe(id);
      company.setMe(id);
    },
    pointed(at) {
      if (laser() && at) lasers.point(at);
    },
    destroy() {
      others.destroy();
      company.destroy();
      lasers.destroy();
      follower.destroy();
    },
  };
}
