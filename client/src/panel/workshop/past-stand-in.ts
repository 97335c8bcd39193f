import { newId } from '@oto/schema/base/id';
import type { HistoryLayout, HistoryMoment, HistoryPage, HistorySince } from '@oto/schema/contract/history';
import { CREATIONS, ME } from './fixtures.ts';

const PEOPLE = [
  { id: newId(), name: 'Ana Ruiz', handle: 'ana' },
  { id: newId(), name: 'Tom Okoro', handle: 'tom' },
  { id: ME.id, name: ME.name, handle: ME.handle },
];
const MOMENTS = 60;
const PAGE = 25;
const ids = (n: number) => Array.from({ length: n }, () => newId());

/** Sixty moments of a plot, as the collab server would tell them; undefined for an address it does not serve. */
export function createPastStandIn(): (url: URL) => HistoryPage | HistoryLayout | HistorySince | undefined {
  const now = Date.now();
  const moments: readonly HistoryMoment[] = Array.from({ length: MOMENTS }, (_, back) => {
    const n = MOMENTS - back;
    return {
      id: String(n * 10),
      at: now - back * back * 1_900_000 - 400_000,
      by: n % 9 === 0 ? null : (PEOPLE[n % 3] ?? null),
      moved: n % 9 === 0 ? [] : ids(n % 4),
      pinned: n % 9 === 0 ? ids(2) : [],
      unpinned: 0,
      tied: ids(n % 3 === 0 ? 1 : 0),
      retied: ids(n % 5 === 0 ? 2 : 0),
      cut: ids(n % 7 === 0 ? 1 : 0),
    };
  });
  const layout = (moment: HistoryMoment): HistoryLayout => ({
    moment: moment.id,
    at: moment.at,
    notes: Object.fromEntries(
      CREATIONS.map((one) => [one.id, { v: 1 as const, k: one.kind, s: [0, 0, 0] as const, o: one.author.id }]),
    ) as never,
    places: Object.fromEntries(
      CREATIONS.map((one, index) => [one.id, [Number(moment.id), index * 10, 0, 0] as [number, number, number, number]]),
    ),
    ties: {},
  });

  return (url) => {
    const path = /\/history\/[-\d]+,[-\d]+(.*)$/.exec(url.pathname)?.[1];
    if (path === undefined) return undefined;
    if (path.startsWith('/since/')) return { moved: 5, pinned: 2, ties: 1, people: PEOPLE, before: '470' };
    if (path !== '') {
      const moment = moments.find((one) => `/${one.id}` === path);
      return moment === undefined ? undefined : layout(moment);
    }
    const before = Number(url.searchParams.get('before') ?? Infinity);
    const page = moments.filter((one) => Number(one.id) < before).slice(0, PAGE);
    const last = page.at(-1);
    return { moments: [...page], next: last === undefined || last.id === '10' ? null : last.id, keptSince: now - 30 * 86_400_000 };
  };
}
