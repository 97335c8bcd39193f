import type { Kind } from '@oto/schema/board/kind';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

/** The names of what the query cache holds. */
export const KEYS = {
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
  operator: (part: 'workers' | 'queue' | 'rules' | 'appeals') => ['operator', part],
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
} as const;
