import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import { below, stream, weighted } from '../draw.ts';
import { LAST_DAY } from '../calendar.ts';
import type { Ground } from '../plan/plan.ts';
import { agentName, memberName } from './names.ts';
import { tradeOf } from './trade.ts';

const FRENCH = 0.65;
const FEES = [45, 35, 15, 5];
/** One agent of this many was changed once by its owner. */
const CHANGED_OF = 7;
/** Bytes that part the ids of an agent's versions from its own. */
const VERSION_KIN = [0, 0x11, 0x22] as const;

export type Person = { readonly name: string; readonly lang: Lang };

/** One version of an agent as a run uses it; `at` in milliseconds since 1970. */
export type AgentVersion = {
  readonly version: 1 | 2;
  readonly uuid: string;
  readonly kind: Kind;
  readonly name: string;
  readonly role: string;
  readonly instructions: string;
  readonly fee: number;
  readonly at: number;
};

/** The member who owns plot number `plot`. */
export function personOf({ world }: Ground, plot: number): Person {
  const random = stream(world, 'person', plot);
  const lang = random() < FRENCH ? 'fr' : 'en';
  return { lang, name: memberName(random, lang) };
}

/** Every version of an agent, oldest first. */
export function versionsOf(ground: Ground, agent: number): readonly [AgentVersion, ...AgentVersion[]] {
  const { world, notes } = ground;
  const random = stream(world, 'agent', agent);
  const at = notes.at[agent] ?? 0;
  const kind = notes.kind(agent);
  const { lang } = personOf(ground, notes.plotOf[agent] ?? 0);
  const name = agentName(random);
  const write = (version: 1 | 2, since: number): AgentVersion => ({
    version,
    uuid: notes.ids.kinUuid(agent, VERSION_KIN[version]),
    kind,
    name,
    ...tradeOf(random, lang, kind),
    fee: weighted(random, FEES),
    at: since,
  });
  const first = write(1, at);
  return below(random, CHANGED_OF) === 0 ? [first, write(2, Math.floor((at + LAST_DAY) / 2))] : [first];
}
