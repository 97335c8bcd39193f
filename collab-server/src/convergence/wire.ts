import type { ErrorCode } from '@oto/schema/contract/errors';
import type { Actor } from '../document/actor.ts';

export type ToServer = { readonly type: 'hello'; readonly vector: Uint8Array } | { readonly type: 'sync'; readonly update: Uint8Array };

export type ToClient =
  | { readonly type: 'update'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly type: 'ask'; readonly vector: Uint8Array }
  | { readonly type: 'ack' }
  | { readonly type: 'close'; readonly reason: ErrorCode };

/** One connection to one document. Messages keep their order within a direction and are lost with the connection. */
export class Wire {
  readonly document: string;
  readonly actor: Actor;
  readonly toServer: ToServer[] = [];
  readonly toClient: ToClient[] = [];
  /** The server is at work on a message of this connection. */
  isBusy = false;
  isOpen = true;

  constructor(document: string, actor: Actor) {
    this.document = document;
    this.actor = actor;
  }

  send(message: ToClient): void {
    if (this.isOpen) this.toClient.push(message);
  }

  cut(): void {
    this.isOpen = false;
    this.toServer.length = 0;
    this.toClient.length = 0;
  }
}
