import type { Kind } from '@oto/schema/board/kind';

/** The names of what the query cache holds. */
export const KEYS = {
  me: ['me'],
  world: ['world'],
  jobs: ['jobs'],
  tray: ['tray'],
  movements: ['movements'],
  keys: ['keys'],
  agents: ['agents'],
  agentsOf: (kind: Kind | null, mine: boolean, q: string) => ['agents', kind, mine, q],
  agent: (id: string) => ['agent', id],
  creation: (id: string) => ['creation', id],
  card: (id: string) => ['card', id],
} as const;
