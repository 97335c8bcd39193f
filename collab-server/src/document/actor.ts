import type { Id } from '@oto/schema/base/id';

/** Who speaks on a connection. `expires` is in milliseconds since the epoch. */
export type Member = {
  readonly kind: 'member';
  readonly id: Id;
  readonly operator: boolean;
  /** As the others shall read them, whatever the person's browser says. */
  readonly shown?: { readonly name: string; readonly handle?: string };
  /** The account is young: it may write in its own plots and where it was invited. */
  readonly newcomer?: true;
  readonly expires: number;
};
export type Service = {
  readonly kind: 'service';
  readonly name: string;
  readonly document: string;
  readonly note: Id;
  /** base64url SHA-256 of the canonical JSON of the one record it may pin; null while its job runs. */
  readonly record: string | null;
  readonly expires: number;
};
export type Watcher = { readonly kind: 'watcher' };
export type Actor = Member | Service | Watcher;

export const SERVER = 'server';
/** Author of the journal row that begins a region's next epoch: it tells nothing new. */
export const REWRITE = 'server:rewrite';

const PIN = /^service:.*:([A-Za-z0-9_-]{22})$/;

/** The note that an actor of this name pins; null for anyone but a service. */
export function pinnedBy(actor: string): string | null {
  return PIN.exec(actor)?.[1] ?? null;
}

/** Name under which the journal keeps an actor's updates and Yjs client ids are bound. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
      return `member:${actor.id}`;
    case 'service':
      return `service:${actor.name}:${actor.note}`;
    case 'watcher':
      return 'watcher';
    default:
      return actor satisfies never;
  }
}
