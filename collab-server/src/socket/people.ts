import type { SocketSession } from './session.ts';

/** Which sockets speak for each person, so that one person cannot hold all of them. */
export class People {
  readonly #max: number;
  readonly #sockets = new Map<string, Set<SocketSession>>();
  readonly #persons = new Map<SocketSession, Set<string>>();

  /** `max`: sockets a person. */
  constructor(max: number) {
    this.#max = max;
  }

  /** False when `person` speaks over as many other sockets as allowed; a socket counts once. */
  enter(person: string, socket: SocketSession): boolean {
    const sockets = this.#sockets.get(person) ?? new Set();
    if (!sockets.has(socket) && sockets.size >= this.#max) return false;
    this.#sockets.set(person, sockets.add(socket));
    this.#persons.set(socket, (this.#persons.get(socket) ?? new Set()).add(person));
    return true;
  }

  /** The socket is closed. */
  leave(socket: SocketSession): void {
    for (const person of this.#persons.get(socket) ?? []) {
      const sockets = this.#sockets.get(person);
      sockets?.delete(socket);
      if (sockets?.size === 0) this.#sockets.delete(person);
    }
    this.#persons.delete(socket);
  }
}
