import { KINDS, type Kind } from '@oto/schema/board/kind';
import type { IncidentImpact, StatusComponent, StatusState } from '@oto/schema/contract/status';

/** Seconds after which a replica that says it lives every 15 s (collab-server/src/beat) is taken for dead. */
export const BEAT_SEEN_S = 45;

export type KindFacts = {
  /** A worker seen lately has an engine for it. */
  readonly known: boolean;
  readonly healthy: boolean;
  /** Of what waits; null: nothing does. */
  readonly oldestSeconds: number | null;
  /** The median of what ended lately; null: nothing did. */
  readonly usualSeconds: number | null;
};

/** What was measured. Null: not offered here. */
export type Facts = {
  readonly databaseMs: number;
  readonly accountsMs: number;
  readonly documentReplicas: number;
  readonly generation: boolean;
  readonly kinds: { readonly [K in Kind]: KindFacts };
  readonly payments: {
    readonly reconciledSeconds: number | null;
    readonly upSeconds: number;
    readonly oldestEventSeconds: number;
  } | null;
  readonly mail: { readonly overdueSeconds: number; readonly sent: number; readonly failed: number } | null;
  readonly media: { readonly readable: boolean; readonly ms: number };
};

export type Judged = { readonly state: StatusState; readonly waitSeconds: number | null };

/** Bounds beyond which people notice; seconds unless said otherwise. */
const SLOW = { answerMs: 1500, wait: 300, reconciled: 25 * 60, event: 600, overdue: 300, mediaMs: 2000 } as const;
const DOWN = { wait: 1800, reconciled: 90 * 60, event: 3600, overdue: 1800 } as const;

/** How each part is, by what was measured. */
export function judge(facts: Facts): Readonly<Record<StatusComponent, Judged>> {
  const plain = (state: StatusState): Judged => ({ state, waitSeconds: null });
  return {
    board: plain(facts.documentReplicas === 0 ? 'down' : facts.databaseMs > SLOW.answerMs ? 'slow' : 'up'),
    text: judgeKind(facts, 'text'),
    image: judgeKind(facts, 'image'),
    video: judgeKind(facts, 'video'),
    voice: judgeKind(facts, 'voice'),
    accounts: plain(facts.accountsMs > SLOW.answerMs ? 'slow' : 'up'),
    payments: plain(judgePayments(facts.payments)),
    mail: plain(judgeMail(facts.mail)),
    media: plain(!facts.media.readable ? 'down' : facts.media.ms > SLOW.mediaMs ? 'slow' : 'up'),
  };
}

function judgeKind({ generation, kinds }: Facts, kind: Kind): Judged {
  const { known, healthy, oldestSeconds, usualSeconds } = kinds[kind];
  if (!generation) return { state: 'off', waitSeconds: null };
  const waits = Math.max(oldestSeconds ?? 0, usualSeconds ?? 0);
  const waitSeconds = oldestSeconds === null && usualSeconds === null ? null : Math.round(Math.max(0, waits));
  if (!known || !healthy || waits > DOWN.wait) return { state: 'down', waitSeconds };
  return { state: waits > SLOW.wait ? 'slow' : 'up', waitSeconds };
}

function judgePayments(facts: Facts['payments']): StatusState {
  if (facts === null) return 'off';
  const reconciled = facts.reconciledSeconds ?? facts.upSeconds;
  if ((reconciled > DOWN.reconciled && facts.upSeconds > SLOW.reconciled) || facts.oldestEventSeconds > DOWN.event) return 'down';
  // After a rest of all servers the reconciler has its first run before it.
  const isLate = reconciled > SLOW.reconciled && facts.upSeconds > SLOW.reconciled;
  return isLate || facts.oldestEventSeconds > SLOW.event ? 'slow' : 'up';
}

function judgeMail(facts: Facts['mail']): StatusState {
  if (facts === null) return 'off';
  if (facts.overdueSeconds > DOWN.overdue || (facts.failed > 1 && facts.sent === 0)) return 'down';
  return facts.overdueSeconds > SLOW.overdue || facts.failed > facts.sent ? 'slow' : 'up';
}

const RANK: { readonly [S in StatusState]: number } = { off: 0, up: 1, unknown: 2, slow: 3, down: 4 };

export function worse(a: StatusState, b: StatusState): StatusState {
  return RANK[b] > RANK[a] ? b : a;
}

/** What an incident says stands beside what was measured: the worse of the two is told. */
export function withImpact(state: StatusState, impact: IncidentImpact): StatusState {
  return impact === 'none' ? state : worse(state, impact);
}

/** All in one word. A kind that cannot be made while others can is slow, not down. */
export function overallOf(states: ReadonlyMap<StatusComponent, StatusState>): StatusState {
  const kinds: readonly StatusComponent[] = KINDS;
  const made = kinds.map((kind) => states.get(kind) ?? 'unknown').filter((state) => state !== 'off');
  const someMade = made.some((state) => state !== 'down');
  let overall: StatusState = 'off';
  for (const [name, state] of states) overall = worse(overall, state === 'down' && someMade && kinds.includes(name) ? 'slow' : state);
  return overall;
}
