import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import type { PressSlot } from '@oto/schema/contract/press';
import type { Pack } from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { packsOnSale } from '../payment/on-sale.ts';
import { knownEngines } from '../world/engines.ts';

/** What this host gives, charges and sells, and who runs it. */
export type PressFacts = {
  readonly gift: number;
  /** The most that one run of each engine known may cost, in tokens; each agent in a row runs one. */
  readonly ceilings: readonly { readonly kind: Kind; readonly ceiling: number }[];
  readonly packs: readonly Pack[];
  readonly publisher: { readonly name: string; readonly contact: string } | null;
};

export async function readPressFacts(deps: Pick<Deps, 'db' | 'config' | 'payments' | 'now'>): Promise<PressFacts> {
  const [packs, engines] = await Promise.all([packsOnSale(deps), knownEngines(deps.db, deps.now())]);
  const { welcomeTokens, publisher } = deps.config;
  return {
    gift: welcomeTokens,
    ceilings: engines.map(({ kind, ceiling }) => ({ kind, ceiling })),
    packs,
    publisher: publisher && { name: publisher.name, contact: publisher.contact },
  };
}

/** The words of one slot with its facts in them. `kitBytes`: null where the kit itself is being written. */
export function sayFact(slot: PressSlot, facts: PressFacts, lang: Lang, kitBytes: number | null): string {
  const count = new Intl.NumberFormat(lang);
  switch (slot.fact) {
    case 'gift':
      return put(slot.line, { tokens: count.format(facts.gift) });
    case 'price': {
      const tokens = facts.ceilings.filter(({ kind }) => kind === slot.kind).map(({ ceiling }) => ceiling);
      if (tokens.length === 0) return slot.none;
      const [low, high] = [Math.min(...tokens), Math.max(...tokens)];
      return low === high
        ? put(slot.line, { tokens: count.format(low) })
        : put(slot.range, { low: count.format(low), high: count.format(high) });
    }
    case 'packs': {
      const euros = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' });
      const lines = facts.packs.map(({ tokens, cents }) =>
        put(slot.line, { tokens: count.format(tokens), price: euros.format(cents / 100) }),
      );
      return lines.length === 0 ? slot.none : lines.join(' · ');
    }
    case 'publisher':
      return facts.publisher === null ? slot.none : put(slot.line, facts.publisher);
    case 'size': {
      const megabytes = new Intl.NumberFormat(lang, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
      return kitBytes === null ? '' : put(slot.line, { size: megabytes.format(kitBytes / 1e6) });
    }
    default:
      return slot satisfies never;
  }
}

function put(line: string, values: Readonly<Record<string, string>>): string {
  return line.replaceAll(/\{\{ (\w+) \}\}/g, (place, name: string) => values[name] ?? place);
}
