import type { Logger } from 'pino';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Db } from '../deps.ts';
import type { EventNotice } from './record.ts';

/** One SSE message. Only stored events have an id. */
export type Message = { readonly id?: string; readonly event: ServerEvent };

/** Rows read at once, and ephemeral events kept for a reader that is slow. */
const BATCH = 100;
const EPHEMERAL_MAX = 32;

/**
 * What one open stream still has to say. Stored events are never buffered: a notice only marks
 * that there is something to read, and reading goes on after the last id said. Ephemeral events
 * are kept one a job (the newest progress replaces the older), so memory stays bounded.
 */
export class Outlet {
  readonly memberId: string;
  #after: bigint;
  #dirty = true;
  #closed = false;
  #ephemeral = new Map<string, ServerEvent>();
  #wake: () => void = () => undefined;

  /** `after`: the last stored id that the reader has. */
  constructor(memberId: string, after: bigint) {
    this.memberId = memberId;
    this.#after = after;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** An empty notice means that some may have been missed. */
  notice(notice: EventNotice | null): void {
    if (notice && 'e' in notice) {
      const key = notice.e.type === 'progress' ? `progress:${notice.e.job}` : `${notice.e.type}:${notice.e.at}`;
      this.#ephemeral.delete(key);
      this.#ephemeral.set(key, notice.e);
      const oldest = this.#ephemeral.size > EPHEMERAL_MAX ? this.#ephemeral.keys().next().value : undefined;
      if (oldest !== undefined) this.#ephemeral.delete(oldest);
    } else {
      this.#dirty = true;
    }
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** The next messages, in order; waits until there are some, `waitMs` pass (an empty answer) or the outlet closes. */
  async next(db: Db, waitMs: number): Promise<readonly Message[]> {
    if (!this.#dirty && this.#ephemeral.size === 0 && !this.#closed) await this.#sleep(waitMs);
    if (this.#closed) return [];
    const messages: Message[] = [];
    if (this.#dirty) {
      this.#dirty = false;
      const rows = await db
        .selectFrom('event')
        .select(['id', 'body'])
        .where('member_id', '=', this.memberId)
        .where('id', '>', this.#after.toString())
        .orderBy('id')
        .limit(BATCH)
        .execute();
      for (const row of rows) messages.push({ id: row.id, event: row.body as ServerEvent });
      const last = rows.at(-1);
      if (last) this.#after = BigInt(last.id);
      if (rows.length === BATCH) this.#dirty = true;
    }
    for (const event of this.#ephemeral.values()) messages.push({ event });
    this.#ephemeral.clear();
    return messages;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The open streams of this process, by member. */
export class Outlets {
  readonly #byMember = new Map<string, Set<Outlet>>();
  readonly #log: Logger;
  #ending = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  countOf(memberId: string): number {
    return this.#byMember.get(memberId)?.size ?? 0;
  }

  add(outlet: Outlet): void {
    const set = this.#byMember.get(outlet.memberId) ?? new Set();
    this.#byMember.set(outlet.memberId, set.add(outlet));
  }

  remove(outlet: Outlet): void {
    outlet.close();
    const set = this.#byMember.get(outlet.memberId);
    set?.delete(outlet);
    if (set?.size === 0) this.#byMember.delete(outlet.memberId);
  }

  /** A payload of channel `event`. */
  notify(payload: string): void {
    if (payload === '') {
      for (const set of this.#byMember.values()) for (const outlet of set) outlet.notice(null);
      return;
    }
    try {
      const notice = JSON.parse(payload) as EventNotice;
      for (const outlet of this.#byMember.get(notice.m) ?? []) outlet.notice(notice);
    } catch (error) {
      this.#log.warn({ err: error }, 'an unreadable notice on channel event');
    }
  }

  /** To everybody who reads here. */
  tellAll(event: ServerEvent): void {
    for (const [member, set] of this.#byMember) for (const outlet of set) outlet.notice({ m: member, e: event });
  }

  /** This process ends: whoever reads is to come back to another. */
  get ending(): boolean {
    return this.#ending;
  }

  closeAll(): void {
    this.#ending = true;
    for (const set of this.#byMember.values()) for (const outlet of set) outlet.close();
  }
}
