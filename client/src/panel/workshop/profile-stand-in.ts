import { newId, type Id } from '@oto/schema/base/id';
import { JAR_DAYS, type Jar, type JarGift } from '@oto/schema/contract/jar';
import type { Profile, Work, Works } from '@oto/schema/contract/profile';
import type { Person } from '@oto/schema/contract/social';
import type { Transport } from '../../api/http.ts';
import { AGENTS, CREATIONS, ME } from './fixtures.ts';

const NOW = Date.now();
const DAY_MS = 86_400_000;
const at = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();
const LEA: Person = { id: newId(), name: 'Léa Martin', handle: 'lea' };
const TOM: Person = { id: newId(), name: 'Tom Okoro', handle: 'tom' };
const LONG: Person = {
  id: newId(),
  name: 'Maximilienne-Anastasia de La Rochefoucauld-Montmorency',
  handle: 'maximilienne-anastasia-de-la-roche',
};
const I: Person = { id: ME.id, name: ME.name, handle: ME.handle };

/** `quiet`: nobody has made, earned or given anything. */
export type ProfileScene = { readonly signedIn: boolean; readonly quiet: boolean };

/** Answers about members' pages and jars, and leaves the rest to `others`. */
export function withProfile(others: Transport, { signedIn, quiet }: ProfileScene): Transport {
  let bio = quiet ? '' : 'Je dessine la mer et les gens qui l’attendent. Mes agents sont à vous.';
  const jars = new Map<string, readonly JarGift[]>();

  function profile(handle: string): Profile {
    const mine = signedIn && handle === ME.handle;
    const none = { creations: 0, agents: 0, likes: 0, forks: 0, followers: 0, following: 0 };
    return {
      person: [I, TOM, LONG].find((one) => one.handle === handle) ?? LEA,
      bio: mine || !quiet ? bio : '',
      joinedAt: at(-140),
      plots: [{ x: 2, y: 0 }],
      counts: quiet ? none : { creations: CREATIONS.length, agents: AGENTS.length, likes: 1284, forks: 37, followers: 8, following: 12 },
      follow: { following: false, followers: quiet ? 0 : 8 },
      blocked: false,
      mine,
      earnings: mine ? earnings() : null,
    };
  }
  const earnings = (): NonNullable<Profile['earnings']> => ({
    total: quiet ? 0 : 412,
    maturing: quiet ? 0 : 36,
    months: Array.from({ length: 12 }, (_, back) => {
      const month = new Date(NOW);
      month.setUTCDate(1);
      month.setUTCMonth(month.getUTCMonth() - 11 + back);
      return { month: month.toISOString().slice(0, 7), tokens: quiet ? 0 : (back * back * 7) % 83 };
    }),
  });

  function giftsOf(creation: string): readonly JarGift[] {
    const begun: readonly JarGift[] = quiet
      ? []
      : [gift(LEA, 40, 21), gift(LONG, 12, 4), gift(null, 5, 2), gift(TOM, 3, 1), ...(signedIn ? [gift(I, 20, 30)] : [])];
    return jars.get(creation) ?? begun;
  }
  function jar(creation: Id): Jar {
    const gifts = giftsOf(creation);
    jars.set(creation, gifts);
    const mine = signedIn && CREATIONS.find(({ id }) => id === creation)?.mine === true;
    return { creation, tokens: gifts.reduce((sum, { left }) => sum + left, 0), gifts: [...gifts], mine, mayGive: signedIn && !mine };
  }

  function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const [, , area, id = '', what] = url.pathname.split('/');
    if (area === 'members' && what === 'profile') return profile(id);
    if (area === 'members' && what === undefined) {
      const { person, plots, joinedAt, counts } = profile(id);
      return { ...person, plots, joinedAt, notes: counts.creations + counts.agents };
    }
    if (area === 'members' && what === 'works') return works(quiet, url.searchParams);
    if (area === 'creations' && what === 'jar') {
      if (method === 'POST') jars.set(id, [gift(I, Number(body['tokens']), JAR_DAYS), ...giftsOf(id)]);
      return jar(id as Id);
    }
    if (area !== 'jar') return null;
    for (const [creation, gifts] of jars) {
      if (!gifts.some((one) => one.id === id)) continue;
      jars.set(
        creation,
        gifts.filter((one) => one.id !== id),
      );
      return jar(creation as Id);
    }
    return null;
  }

  return async (path, init, onSent) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>;
    if (path === '/api/me' && typeof body['bio'] === 'string') bio = body['bio'];
    const value = answer(init.method ?? 'GET', new URL(path, 'http://workshop'), body);
    return value === null ? others(path, init, onSent) : Response.json(value);
  };
}

function gift(giver: Person | null, tokens: number, days: number): JarGift {
  return { id: newId(), giver, tokens, left: tokens, createdAt: at(days - JAR_DAYS), expiresAt: at(days), mine: giver?.id === ME.id };
}

function works(quiet: boolean, asked: URLSearchParams): Works {
  if (quiet) return { works: [], next: null };
  const kind = asked.get('kind');
  const some = { plot: { x: 2, y: 0 }, seat: [200, 140, -30] as [number, number, number] };
  const agents = AGENTS.map((one, index): Work => ({
    ...some,
    id: one.id,
    type: 'agent',
    kind: one.kind,
    title: one.name,
    excerpt: one.role,
    counts: { likes: index * 3, comments: 0, votes: 0 },
    uses: index * 14,
    createdAt: one.createdAt,
  }));
  const creations = CREATIONS.map((one, index): Work => ({
    ...some,
    id: one.id,
    type: 'creation',
    kind: one.kind,
    title: one.title,
    excerpt: one.text ?? one.prompt,
    counts: { likes: index * 5, comments: 2, votes: 1 },
    ...(one.kind === 'image' && one.media[0] !== undefined ? { thumb: one.media[0].url } : {}),
    createdAt: one.createdAt,
  }));
  const all = asked.get('of') === 'agents' ? agents : creations;
  return { works: all.filter((one) => kind === null || one.kind === kind), next: null };
}
