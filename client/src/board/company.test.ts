import { expect, test } from 'vitest';
import type { Id } from '@oto/schema/base/id';
import { newId } from '@oto/schema/base/id';
import { Company, WAVE_MS, type FollowEnd } from './company.ts';
import type { SeenPerson, SeenView } from './people-book.ts';

const me = newId();
const view: SeenView = { at: { x: 1, y: 2 }, width: 1440, height: 900 };
const own = { at: [0, 0] as [number, number], span: [800, 600] as [number, number] };
const person = (name: string, more: Partial<SeenPerson> = {}): SeenPerson => ({
  id: newId(),
  name,
  handle: name.toLowerCase(),
  colour: '#2660B4',
  regions: ['0,0'],
  follows: null,
  followsIn: [],
  view: null,
  wave: null,
  ...more,
});

function setUp(who: string | null = me) {
  let now = 0;
  let timers: { readonly at: number; readonly call: () => void }[] = [];
  const told = {
    looks: [] as SeenView[],
    rests: 0,
    met: [] as readonly string[],
    waves: [] as string[],
    ends: [] as [string, FollowEnd][],
  };
  const company = new Company({
    look: (at) => void told.looks.push(at),
    rest: () => void told.rests++,
    meet: (regions) => void (told.met = regions),
    publish: () => {},
    onWave: ({ name }) => void told.waves.push(name),
    onEnd: ({ name }, why) => void told.ends.push([name, why]),
    later: (call, ms) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    random: () => 0.5,
  });
  company.setMe(who);
  return {
    company,
    told,
    pass(ms: number) {
      now += ms;
      for (const timer of timers.filter((one) => one.at <= now)) {
        timers = timers.filter((one) => one !== timer);
        timer.call();
      }
    },
  };
}

test('who follows says so where the other was seen, keeps that region, and looks where they look', () => {
  const { company, told } = setUp();
  const ada = person('Ada', { regions: ['1,0', '2,0'] });
  company.see([ada]);
  expect(company.follow(ada.id)).toBe(true);
  expect(company.following()?.name).toBe('Ada');
  expect(company.meetings(own)).toEqual(new Map([['1,0', { follows: ada.id }]]));
  expect(told.met).toEqual(['1,0']);
  company.see([{ ...ada, view }]);
  expect(told.looks.at(-1)).toBe(view);
  // They left that region and speak in another.
  company.see([{ ...ada, regions: ['2,0'], view }]);
  expect(told.met).toEqual(['2,0']);
  company.follow(null, 'moved');
  expect(company.following()).toBeNull();
  expect([told.met, told.rests, told.ends]).toEqual([[], 1, [['Ada', 'moved']]]);
});

test('who is followed tells their view where the others follow, and knows who they are', () => {
  const { company, told } = setUp();
  const ada = person('Ada', { follows: me, followsIn: ['3,0'] });
  company.see([ada, person('Bob', { follows: newId(), followsIn: ['3,0'] })]);
  expect(company.followers().map(({ name }) => name)).toEqual(['Ada']);
  expect(company.meetings(own)).toEqual(new Map([['3,0', { view: own }]]));
  expect(told.met).toEqual(['3,0']);
  company.follow(ada.id);
  expect(company.meetings(own)).toEqual(
    new Map([
      ['0,0', { follows: ada.id }],
      ['3,0', { view: own }],
    ]),
  );
});

test('who is gone for a while is followed no longer; a short absence is nothing', () => {
  const { company, told, pass } = setUp();
  const ada = person('Ada', { view });
  company.see([ada]);
  company.follow(ada.id);
  company.see([]);
  pass(3000);
  company.see([ada]);
  pass(3000);
  expect(company.following()?.name).toBe('Ada');
  company.see([]);
  pass(5000);
  expect(company.following()).toBeNull();
  expect(told.ends).toEqual([['Ada', 'gone']]);
});

test('a watcher follows nobody and waves at nobody', () => {
  const { company } = setUp(null);
  const ada = person('Ada');
  company.see([ada]);
  expect(company.follow(ada.id)).toBe(false);
  expect(company.wave(null)).toBe(false);
  expect(company.people()).toHaveLength(1);
});

test('a hand goes up and down, and is seen where the other is', () => {
  const { company, pass } = setUp();
  const ada = person('Ada', { regions: ['4,0'] });
  company.see([ada]);
  expect(company.wave(ada.id)).toBe(true);
  expect(company.waving).toEqual({ n: 500_001, to: ada.id, in: ['4,0'] });
  expect(company.wave(null)).toBe(false);
  pass(WAVE_MS);
  expect(company.waving).toBeNull();
  company.wave(null);
  expect(company.waving).toEqual({ n: 500_002, in: [] });
});

test('a wave at me or at everybody is told once; one at another is not mine', () => {
  const { company, told, pass } = setUp();
  const ada = person('Ada', { wave: { n: 1, to: me } });
  company.see([ada]);
  company.see([ada]);
  company.see([{ ...ada, wave: { n: 2, to: null } }]);
  expect(told.waves).toEqual(['Ada']);
  pass(WAVE_MS);
  company.see([ada]);
  expect(told.waves).toEqual(['Ada']);
  company.see([{ ...ada, wave: { n: 3, to: null } }, person('Bob', { wave: { n: 9, to: newId() satisfies Id } })]);
  expect(told.waves).toEqual(['Ada', 'Ada']);
});

test('lists stay the same objects while nothing of a person changes', () => {
  const { company } = setUp();
  const ada = person('Ada');
  company.see([ada]);
  const before = company.people();
  company.see([{ ...ada, view }]);
  expect(company.people()).toBe(before);
  company.see([{ ...ada, name: 'Ada L.' }]);
  expect(company.people().map(({ name }) => name)).toEqual(['Ada L.']);
});

/** People with screens of their own shape, whose views follow at once; `tell` is one round of presence. */
function gathering(screens: readonly (readonly [number, number])[]) {
  const rooms = screens.map(([across, down]) => {
    const room = {
      id: newId(),
      at: { x: across, y: down },
      span: [across, down] as readonly [number, number],
      company: null as Company | null,
    };
    room.company = new Company({
      look({ at, width, height }) {
        const grow = Math.max(width / across, height / down);
        room.at = at;
        room.span = [across * grow, down * grow];
      },
      rest: () => {},
      meet: () => {},
      publish: () => {},
      onWave: () => {},
      onEnd: () => {},
      later: () => () => {},
      random: () => 0,
    });
    room.company.setMe(room.id);
    return { ...room, company: room.company, room };
  });
  const told = ({ id, company, room }: (typeof rooms)[number]): SeenPerson => {
    const said = company.meetings({ at: [room.at.x, room.at.y], span: [...room.span] }).values();
    const parts = [...said];
    const seen = parts.find((one) => one.view)?.view;
    const follows = company.following()?.id ?? null;
    const looks = seen ? { at: { x: seen.at[0], y: seen.at[1] }, width: seen.span[0], height: seen.span[1] } : null;
    return person(id, { id, follows, followsIn: follows ? ['0,0'] : [], view: looks });
  };
  return {
    rooms,
    tell() {
      const all = rooms.map(told);
      for (const { id, company } of rooms) company.see(all.filter((one) => one.id !== id));
    },
    spans: () => rooms.map(({ room }) => room.span),
    places: () => rooms.map(({ room }) => room.at),
  };
}

test.each([
  ['one after the other', 4],
  ['at the same moment', 0],
])('those who follow each other, %s, come to rest, and follow who moves', (_, rounds) => {
  const { rooms, tell, spans, places } = gathering([
    [1440, 900],
    [390, 844],
  ]);
  const [one, two] = [rooms[0]!, rooms[1]!];
  tell();
  one.company.follow(two.id);
  for (let n = 0; n < rounds; n++) tell();
  two.company.follow(one.id);
  for (let n = 0; n < 6; n++) tell();
  const [rest, at] = [spans(), places()];
  for (let n = 0; n < 9; n++) tell();
  expect([spans(), places()]).toEqual([rest, at]);
  expect(Math.max(...rest.flat())).toBeLessThan(6000);
  expect(at[0]).toEqual(at[1]);
  // As the follower of the view does when a hand moves it.
  one.company.follow(null, 'moved');
  one.room.at = { x: -500, y: 70 };
  for (let n = 0; n < 4; n++) tell();
  expect(places()).toEqual([one.room.at, one.room.at]);
});

test('who follows a follower sees what the first of them sees, in a ring too', () => {
  const { rooms, tell, spans, places } = gathering([
    [1440, 900],
    [390, 844],
    [820, 1180],
  ]);
  const [first, second, third] = [rooms[0]!, rooms[1]!, rooms[2]!];
  tell();
  second.company.follow(first.id);
  for (let n = 0; n < 3; n++) tell();
  third.company.follow(second.id);
  for (let n = 0; n < 3; n++) tell();
  expect(places()).toEqual([first.room.at, first.room.at, first.room.at]);
  const narrow = spans()[2];
  // As wide as the first's screen, not as the second's tall one.
  expect(narrow?.[0]).toBe(1440);
  first.company.follow(third.id);
  for (let n = 0; n < 12; n++) tell();
  expect(spans()[2]).toEqual(narrow);
});
