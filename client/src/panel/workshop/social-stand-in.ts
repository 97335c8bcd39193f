import { newId, type Id } from '@oto/schema/base/id';
import {
  VOTES_A_WEEK,
  type Comment,
  type Featured,
  type FeedItem,
  type Frame,
  type NoteSocial,
  type Person,
} from '@oto/schema/contract/social';
import type { Transport } from '../../api/http.ts';
import { AGENTS, CREATIONS, ME } from './fixtures.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const PEOPLE: readonly Person[] = [
  { id: newId(), name: 'Léa Martin', handle: 'lea' },
  { id: newId(), name: 'Tom Okoro', handle: 'tom' },
  { id: newId(), name: 'Inès Bâ', handle: 'ines' },
];
const [LEA, TOM, INES] = PEOPLE as [Person, Person, Person];

function comment(note: Id, author: Person, minutes: number, body: string, over: Partial<Comment> = {}): Comment {
  const mine = author.id === ME.id;
  return {
    id: newId(),
    note,
    thread: null,
    author,
    body,
    mentions: PEOPLE.filter(({ handle }) => body.includes(`@${handle}`)),
    lang: 'fr',
    state: 'shown',
    createdAt: ago(minutes),
    editedAt: null,
    mine,
    mayDelete: mine,
    ...over,
  };
}

/** Answers about likes, votes, comments, follows, the feed and the wall; leaves the rest to `others`. `quiet`: nobody has done anything. */
export function withSocial(others: Transport, quiet: boolean): Transport {
  const me: Person = { id: ME.id, name: ME.name, handle: ME.handle };
  const said = new Map<string, Comment[]>();
  const marks = new Map<string, { liked: boolean; voted: boolean }>();
  const followed = new Set<string>();

  function commentsOf(note: Id): Comment[] {
    const known = said.get(note);
    if (known !== undefined) return known;
    const first = comment(note, LEA, 190, 'Le bleu du fond est superbe. @tom, tu as vu la lumière sur les toits ?');
    const begun = quiet
      ? []
      : [
          comment(note, me, 4, 'Merci à tous, la suite arrive.'),
          first,
          comment(note, TOM, 90, 'Oui ! On dirait un matin de novembre.', { thread: first.id }),
          comment(note, INES, 60, '', { thread: first.id, state: 'deleted', author: null }),
        ];
    said.set(note, begun);
    return begun;
  }
  function social(id: Id): NoteSocial {
    const { liked, voted } = marks.get(id) ?? { liked: false, voted: false };
    const base = quiet ? 0 : 12;
    return {
      id,
      counts: {
        likes: base + Number(liked),
        comments: commentsOf(id).filter(({ state }) => state === 'shown').length,
        votes: base / 3 + Number(voted),
      },
      liked,
      voted,
      votesLeft: AGENTS.some((agent) => agent.id === id) ? null : VOTES_A_WEEK - [...marks.values()].filter((one) => one.voted).length,
      mayComment: true,
    };
  }
  const mark = (id: Id, change: Partial<{ liked: boolean; voted: boolean }>): NoteSocial => {
    marks.set(id, { liked: false, voted: false, ...marks.get(id), ...change });
    return social(id);
  };

  function answer(method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): unknown {
    const [, , area, id, what] = path.split('/') as [string, string, string, Id, string | undefined];
    if (path === '/api/featured') return featured(quiet);
    if (path === '/api/feed') return { items: quiet ? [] : feed(), next: null };
    if (path === '/api/mentions') return { people: PEOPLE.filter(({ handle }) => handle.startsWith(query.get('q') ?? '')) };
    if (area === 'members' && what === 'follow') {
      if (method === 'PUT') followed.add(id);
      if (method === 'DELETE') followed.delete(id);
      return { following: followed.has(id), followers: 8 + Number(followed.has(id)) };
    }
    if (area === 'comments') {
      for (const [note, all] of said) {
        const found = all.find((one) => one.id === id);
        if (found === undefined) continue;
        if (method === 'DELETE')
          said.set(
            note,
            all.filter((one) => one !== found),
          );
        if (method === 'PATCH') {
          const edited = { ...found, body: String(body['body']), editedAt: new Date().toISOString() };
          said.set(
            note,
            all.map((one) => (one === found ? edited : one)),
          );
          return edited;
        }
        return {};
      }
    }
    if (area !== 'notes') return null;
    if (what === 'social') return social(id);
    if (what === 'like') return mark(id, { liked: method === 'PUT' });
    if (what === 'vote') return mark(id, { voted: method === 'PUT' });
    if (what !== 'comments') return null;
    const all = commentsOf(id);
    if (method === 'POST') {
      const thread = typeof body['thread'] === 'string' ? { thread: body['thread'] as Id } : {};
      const one = comment(id, me, 0, String(body['body']), thread);
      said.set(id, [one, ...all]);
      return one;
    }
    const threads = all
      .filter((one) => one.thread === null)
      .map((one) => ({ ...one, answers: all.filter((answer) => answer.thread === one.id) }));
    return { threads, next: null };
  }

  return async (path, init) => {
    const url = new URL(path, 'http://workshop');
    const text = typeof init.body === 'string' ? init.body : '{}';
    const value = answer(init.method ?? 'GET', url.pathname, url.searchParams, JSON.parse(text) as Record<string, unknown>);
    return value === null ? others(path, init) : new Response(JSON.stringify(value));
  };
}

function featured(quiet: boolean): Featured {
  const frames: Frame[] = CREATIONS.map(({ id, title, kind, media }, index) => ({
    creation: id,
    title,
    kind,
    author: PEOPLE[index % PEOPLE.length] ?? LEA,
    agents: [],
    votes: 40 - index * 7,
    plot: { x: 2, y: index },
    seat: [0, 0, 0],
    ...(kind === 'image' && media[0] !== undefined ? { thumb: media[0].url } : {}),
  }));
  const monday = new Date(NOW - ((new Date(NOW).getUTCDay() + 6) % 7) * 86_400_000);
  const week = (back: number): string => new Date(monday.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  return {
    last: { week: week(7), frames: quiet ? [] : frames },
    running: { week: week(0), endsAt: new Date(monday.getTime() + 7 * 86_400_000).toISOString(), frames: quiet ? [] : frames.slice(0, 2) },
  };
}

function feed(): FeedItem[] {
  const verbs = ['published', 'forked', 'commented', 'featured'] as const;
  return CREATIONS.map(({ id, kind, title }, index) => ({
    id: String(index),
    at: ago(12 + index * 130),
    verb: verbs[index % verbs.length] ?? 'published',
    actor: PEOPLE[index % PEOPLE.length] ?? LEA,
    note: { id, type: 'creation' as const, kind, title, plot: { x: 2, y: 0 } },
    ...(index % verbs.length === 2 ? { excerpt: 'Le bleu du fond est superbe.' } : {}),
  }));
}
