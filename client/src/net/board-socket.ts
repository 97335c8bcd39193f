import { SUBPROTOCOLS } from '@oto/schema/contract/version';

/** A socket to the collab server, which learns from it which protocols this page speaks. */
export class BoardSocket extends WebSocket {
  constructor(url: string) {
    super(url, [...SUBPROTOCOLS]);
  }
}
