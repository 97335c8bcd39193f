import { isId, type Id } from '@oto/schema/base/id';
import { KINDS } from '@oto/schema/board/kind';
import type { CordsShown } from '../../board/filter/board-filter.ts';
import type { NoteKind } from '../../scene/types.ts';

/** What a person looks at on the board, as the address tells it. */
export interface Filter {
  /** Empty: all. */
  readonly kinds: ReadonlySet<NoteKind>;
  /** Handle of a member. */
  readonly by: string | null;
  /** Notes made with this agent. */
  readonly with: Id | null;
  /** First and last day, yyyy-mm-dd in the viewer's zone. */
  readonly since: string | null;
  readonly until: string | null;
  /** At least so many; 0: any. */
  readonly likes: number;
  readonly votes: number;
  readonly cords: CordsShown;
}

export const NOTE_KINDS = [...KINDS, 'agent'] as const satisfies readonly NoteKind[];
export const NO_FILTER: Filter = { kinds: new Set(), by: null, with: null, since: null, until: null, likes: 0, votes: 0, cords: 'all' };

const HANDLE = /^[a-z0-9][a-z0-9_.-]{0,59}$/;
const COUNT_MAX = 999;
const NAMES = ['kind', 'by', 'with', 'since', 'until', 'likes', 'votes', 'cords'] as const;

/** Whatever the address says that is no filter is left out. */
export function filterFromSearch(search: string): Filter {
  const asked = new URLSearchParams(search);
  const text = (name: (typeof NAMES)[number]): string => asked.get(name) ?? '';
  const kinds = text('kind').split(',');
  const by = text('by').replace(/^@/, '').toLowerCase();
  return {
    kinds: new Set(NOTE_KINDS.filter((kind) => kinds.includes(kind))),
    by: HANDLE.test(by) ? by : null,
    with: idOrNull(text('with')),
    since: dayOrNull(text('since')),
    until: dayOrNull(text('until')),
    likes: count(text('likes')),
    votes: count(text('votes')),
    cords: cordsFrom(text('cords')),
  };
}

/** `path` (with its own search) with this filter in the place of any other; filterFromSearch reads it back. */
export function withFilter(path: string, filter: Filter): string {
  const [place = '', search = ''] = path.split('?');
  const rest = search.split('&').filter((part) => part !== '' && !NAMES.some((name) => part.startsWith(`${name}=`)));
  const all = [...rest, ...parts(filter)].join('&');
  return all === '' ? place : `${place}?${all}`;
}

export function isFiltering(filter: Filter): boolean {
  return parts(filter).length > 0;
}

/** Commas stay readable: every value is of characters that a search may hold as they are. */
function parts({ kinds, by, with: agent, since, until, likes, votes, cords }: Filter): string[] {
  const named: readonly (readonly [(typeof NAMES)[number], string | number | null])[] = [
    ['kind', kinds.size === NOTE_KINDS.length ? null : NOTE_KINDS.filter((kind) => kinds.has(kind)).join(',')],
    ['by', by],
    ['with', agent],
    ['since', since],
    ['until', until],
    ['likes', likes],
    ['votes', votes],
    ['cords', typeof cords === 'object' ? cords.agent : cords === 'all' ? null : cords],
  ];
  return named.flatMap(([name, value]) => (value === null || value === '' || value === 0 ? [] : [`${name}=${value}`]));
}

/** The first moment of the first day, and the first after the last; milliseconds since 1970, in the viewer's zone. */
export function spanOf({ since, until }: Pick<Filter, 'since' | 'until'>): { readonly from: number | null; readonly until: number | null } {
  const startOf = (day: string, ahead: number): number => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    return new Date(year, month - 1, date + ahead).getTime();
  };
  return { from: since === null ? null : startOf(since, 0), until: until === null ? null : startOf(until, 1) };
}

function cordsFrom(text: string): CordsShown {
  if (text === 'provenance' || text === 'ties' || text === 'chain') return text;
  return isId(text) ? { agent: text } : 'all';
}

function idOrNull(text: string): Id | null {
  return isId(text) ? text : null;
}

function dayOrNull(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text) ? text : null;
}

function count(text: string): number {
  return /^\d{1,3}$/.test(text) ? Math.min(Number(text), COUNT_MAX) : 0;
}
