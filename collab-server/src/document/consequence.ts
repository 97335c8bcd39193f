import { canonicalJson } from '@oto/schema/base/canonical-json';
import { RECORD_VERSION, type FarEnd, type InboundRecord, type TieRecord } from '@oto/schema/board/record';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

/** What the other regions must learn when the tie `key` of region `home` changes; null: there is no tie. */
export function mirrorFacts(home: Plot, key: string, before: TieRecord | null, after: TieRecord | null): readonly OutboxFact[] {
  const standing = before === null ? new Map<string, Mirror>() : mirrorsOf(home, before);
  const wanted = after === null ? new Map<string, Mirror>() : mirrorsOf(home, after);
  const facts: OutboxFact[] = [];
  for (const [at, { plot }] of standing) {
    if (!wanted.has(at)) facts.push({ type: 'inbound', plot, key, record: null, home: [home.x, home.y] });
  }
  for (const [at, { plot, record }] of wanted) {
    const known = standing.get(at);
    if (!known || canonicalJson(known.record) !== canonicalJson(record)) facts.push({ type: 'inbound', plot, key, record });
  }
  return facts;
}

type Mirror = { readonly plot: Plot; readonly record: InboundRecord };

/** One mirror for each region other than the home that an end lies in; the first end speaks where both do. */
function mirrorsOf(home: Plot, tie: TieRecord): ReadonlyMap<string, Mirror> {
  const mirrors = new Map<string, Mirror>();
  for (const [here, far] of [
    [tie.a, tie.b],
    [tie.b, tie.a],
  ] as const) {
    const plot = plotOf(here);
    const at = plotKey(plot);
    if (at === plotKey(home) || mirrors.has(at)) continue;
    const name = tie.n === undefined ? {} : { n: tie.n };
    mirrors.set(at, { plot, record: { v: RECORD_VERSION, k: 'tie', here: here[0], far, c: tie.c, ...name, h: [home.x, home.y] } });
  }
  return mirrors;
}

/** The plot in which an end lies. */
export function plotOf(end: FarEnd): Plot {
  return { x: end[1], y: end[2] };
}
