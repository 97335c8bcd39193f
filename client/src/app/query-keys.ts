import type { Kind } from '@oto/schema/board/kind';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

type OperatorPart =
  | 'workers'
  | 'deploys'
  | 'incidents'
  | 'queue'
  | 'rules'
  | 'appeals'
  | 'reports'
  | 'statements'
  | 'switches'
  | 'balance'
  | 'purchases'
  | 'reconcile'
  | 'use'
  | 'members'
  | 'invitations'
  | 'waiting'
  | 'waves'
  | 'flags'
  | 'feedback'
  | 'webhooks'
  | 'deliveries'
  | 'audit';

/** The names of what the query cache holds. */
export const KEYS = {
  /** How the service is. */
  status: ['status'],
  me: ['me'],
  world: ['world'],
  jobs: ['jobs'],
  tray: ['tray'],
  statement: ['statement'],
  statementOf: (filter: object) => ['statement', filter],
  entryParts: (entry: string, account: string) => ['statement', 'parts', entry, account],
  use: ['use'],
  useOf: (days: object) => ['use', days],
  shop: ['shop'],
  purchases: ['purchases'],
  purchase: (id: string) => ['purchase', id],
  keys: ['keys'],
  site: ['site'],
  passkeys: ['passkeys'],
  sessions: ['sessions'],
  audit: ['audit'],
  news: ['news'],
  newsOffer: ['newsOffer'],
  appeals: ['appeals'],
  /** On what is mine, and on what I reported. */
  decisions: ['decisions'],
  blocks: ['blocks'],
  operator: (part: OperatorPart) => ['operator', part],
  operatorOf: (part: OperatorPart, filter: string) => ['operator', part, filter],
  agents: ['agents'],
  agentsOf: (kind: Kind | null, mine: boolean, q: string) => ['agents', kind, mine, q],
  agent: (id: string) => ['agent', id],
  creation: (id: string) => ['creation', id],
  /** `asker`: what may be written there depends on who asks. */
  plot: (plot: Plot, asker: string | null) => ['plot', plotKey(plot), asker],
  layout: (plot: Plot, moment: string) => ['layout', plotKey(plot), moment],
  card: (id: string) => ['card', id],
  cardsOf: (ids: readonly string[]) => ['cards', ...ids],
  storage: ['storage'],
  /** What I said of the product. */
  feedback: ['feedback'],
  ownInvitations: ['ownInvitations'],
  profile: (handle: string) => ['profile', handle],
  works: (handle: string, of: string) => ['works', handle, of],
  jar: (creation: string) => ['jar', creation],
  lineage: (id: string, whole: boolean) => ['lineage', id, whole],
  outdated: (id: string) => ['outdated', id],
  /** What people made of a note, its comments included. */
  social: (id: string) => ['social', id],
  noteSocial: (id: string) => ['social', id, 'counts'],
  comments: (id: string) => ['social', id, 'comments'],
  thread: (id: string, comment: string) => ['social', id, 'thread', comment],
  follow: (handle: string) => ['follow', handle],
  mentions: (beginning: string) => ['mentions', beginning],
  feed: (of: 'followed' | 'all') => ['feed', of],
  featured: ['featured'],
} as const;
