import { headersOf, load, type Load, type Measured } from './load.ts';
import type { LoadedRoute } from './route.ts';

/** How a reader asks: as if nothing were compressed, with Brotli, and with Brotli for what they have already. */
export const WAYS = ['plain', 'br', 'known'] as const;
export type Way = (typeof WAYS)[number];
export type Effect = { readonly name: string; readonly ways: { readonly [W in Way]: Measured } };

/** Read while one flies, one after the other in each round, so that what else the machine does falls on all alike: medians. */
export async function effectOf(route: LoadedRoute, at: Load, rounds: number): Promise<Effect> {
  const known = await tagsOf(route, { ...at, coding: 'br' });
  const options: { readonly [W in Way]: Load } = {
    plain: { ...at, coding: 'identity' },
    br: { ...at, coding: 'br' },
    known: { ...at, coding: 'br', known },
  };
  const measured: { readonly [W in Way]: Measured[] } = { plain: [], br: [], known: [] };
  for (let round = 0; round < rounds; round++) for (const way of WAYS) measured[way].push(await load(route, options[way]));
  return { name: route.name, ways: { plain: middle(measured.plain), br: middle(measured.br), known: middle(measured.known) } };
}

/** What a reader who was here before has of each path. */
async function tagsOf(route: LoadedRoute, at: Load): Promise<ReadonlyMap<string, string>> {
  const tags = new Map<string, string>();
  for (const path of route.paths) {
    const answer = await fetch(`${at.origin}${path}`, { headers: headersOf(route, at) });
    await answer.arrayBuffer();
    const tag = answer.headers.get('etag');
    if (!answer.ok || tag === null) throw new Error(`${answer.status} without a tag: ${path}`);
    tags.set(path, tag);
  }
  return tags;
}

/** The round in the middle by requests a second, with the errors of all. */
function middle(rounds: readonly Measured[]): Measured {
  const found = rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)];
  if (!found) throw new RangeError('no round');
  return { ...found, errors: rounds.reduce((sum, { errors }) => sum + errors, 0) };
}
