import { newId } from '@oto/schema/base/id';
import { KINDS } from '@oto/schema/board/kind';
import { brokenLink, type Role } from '@oto/schema/job/chain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakBetween, breaks, CHAIN_MAX, fits, mendings, placeFor, takerName, type ChainAgent, type Mending } from './chain.ts';
import { cast, IDEAS, type Candidate } from './ideas.ts';

const ROLES = ['image', 'audio'] as const satisfies readonly Role[];
const agents = fc
  .record({ kind: fc.constantFrom(...KINDS), accepts: fc.subarray([...ROLES]) })
  .map(({ kind, accepts }): ChainAgent => ({ id: newId(), name: kind, role: '', kind, colour: 0, accepts }));
const chains = fc.array(agents, { minLength: 1, maxLength: CHAIN_MAX });
const of = (kind: ChainAgent['kind'], ...accepts: readonly Role[]): ChainAgent => ({
  id: newId(),
  name: kind,
  role: '',
  kind,
  colour: 0,
  accepts,
});

test('breaks are those of the common rule, and each has a reason', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const found = breaks(chain);
      expect(found[0] ?? null).toBe(brokenLink(chain));
      const told = chain.flatMap((link, index) =>
        index > 0 && breakBetween(chain[index - 1] as ChainAgent, link) !== null ? [index] : [],
      );
      expect(told).toEqual(found);
    }),
    { seed: 31, numRuns: 300 },
  );
  expect(breakBetween(of('video'), of('image', 'image'))).toBe('film');
  expect(breakBetween(of('image'), of('text'))).toBe('image');
  expect(breakBetween(of('voice'), of('image', 'image'))).toBe('audio');
});

function mended(chain: readonly ChainAgent[], mending: Mending, broken: number): boolean {
  if (mending.type === 'replace') return mending.index === broken || mending.index === broken - 1;
  const after = mending.type === 'drop' ? chain.toSpliced(mending.index, 1) : mending.order.map((index) => chain[index] as ChainAgent);
  return breaks(after).length === 0 && new Set(after).size === chain.length - (mending.type === 'drop' ? 1 : 0);
}

test('every mending but another agent leaves nothing broken, and there is always one', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      for (const broken of breaks(chain)) {
        const found = mendings(chain, broken);
        expect(found.length).toBeGreaterThan(0);
        for (const mending of found) expect(mended(chain, mending, broken)).toBe(true);
      }
    }),
    { seed: 32, numRuns: 300 },
  );
});

test('a film in the middle is put last; what cannot follow at all is dropped', () => {
  const [tale, film] = [of('text'), of('video')];
  expect(mendings([film, tale], 1)[0]).toEqual({ type: 'order', order: [1, 0] });
  expect(mendings([of('image'), of('voice')], 1)).toEqual([
    { type: 'drop', index: 1 },
    { type: 'replace', index: 1 },
  ]);
});

test('a new agent breaks nothing that it need not, and follows where it can', () => {
  fc.assert(
    fc.property(fc.array(agents, { maxLength: CHAIN_MAX - 1 }), agents, (chain, agent) => {
      const place = placeFor(chain, agent);
      const added = (at: number): number => breaks(chain.toSpliced(at, 0, agent)).length - breaks(chain).length;
      const harmless = [...chain.keys(), chain.length].filter((at) => added(at) <= 0);
      expect(place).toBe(harmless.at(-1) ?? chain.length);
      expect(!fits(chain, chain.length, agent) || place === chain.length).toBe(true);
    }),
    { seed: 33, numRuns: 300 },
  );
  expect(placeFor([of('video')], of('text'))).toBe(0);
  // After the painter it would be given that one's picture, and the file would go to nobody.
  expect(placeFor([of('text'), of('image')], of('text', 'image'))).toBe(2);
  expect(placeFor([of('text'), of('image')], of('text', 'image'), 'image')).toBe(1);
});

test('a file goes to the first that takes it', () => {
  const [tale, painter, film] = [of('text'), of('image', 'image'), of('video', 'image')];
  expect(takerName('image', [tale, painter, film])).toBe(painter.name);
  expect(takerName('audio', [tale, painter, film])).toBeNull();
});

test('an idea is cast with agents that feed one another, each once, or not at all', () => {
  const candidates = fc.array(
    fc.record({ agent: agents, mine: fc.boolean(), fluent: fc.boolean(), healthy: fc.boolean(), fee: fc.nat(9) }),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(candidates, fc.constantFrom(...IDEAS), (crowd: readonly Candidate[], idea) => {
      const chain = cast(idea, crowd);
      if (chain === null) return;
      expect(chain.map((one) => one.kind)).toEqual(idea.kinds);
      expect(breaks(chain)).toEqual([]);
      expect(new Set(chain).size).toBe(chain.length);
      expect(idea.needs === null || chain[0]?.accepts.includes(idea.needs) === true).toBe(true);
      for (const one of chain) expect(crowd.find((other) => other.agent === one)?.healthy).toBe(true);
    }),
    { seed: 34, numRuns: 400 },
  );
  const [tale, mine] = [of('text'), of('text')];
  const voice = of('voice');
  const crowd = [tale, voice, mine].map((agent) => ({
    agent,
    mine: agent === mine,
    fluent: false,
    healthy: true,
    fee: agent === mine ? 9 : 0,
  }));
  expect(cast({ kinds: ['text', 'voice'], needs: null }, crowd)).toEqual([mine, voice]);
});
