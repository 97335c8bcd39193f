import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/**
 * PostgreSQL's LISTEN for this process, over one connection of its own. A notification that was sent
 * while the connection was down is lost: after every reconnect each listener is called once with
 * an empty payload and must look at the tables itself.
 */
export type Bus = {
  /** Returns a function that unsubscribes. Resolves once LISTEN is in force. */
  subscribe(channel: Channel, listener: (payload: string) => void): Promise<() => void>;
  close(): Promise<void>;
};

/**
 * event: a person's event. job: work was queued. signal: a job was cancelled, payload its uuid. outbox: a fact waits.
 * delivery: news wait to be sent. mail: a mail that must arrive waits. rules: the house rules changed.
 * webhook: a message to another program waits, or a place to send one is free.
 * wave: a wave of invitations has changed. flag: what is shown to whom has changed.
 */
export const CHANNELS = ['event', 'job', 'signal', 'outbox', 'delivery', 'mail', 'rules', 'webhook', 'wave', 'flag'] as const;
export type Channel = (typeof CHANNELS)[number];

const RETRY_MS = [100, 250, 500, 1000, 2000, 5000] as const;
/**
 * Whoever only listens never learns that the network has lost the connection: so often, in milliseconds, something is
 * asked on it, and must be answered as soon.
 */
const BEAT_MS = 5000;

export async function startBus(connectionString: string, log: Logger, beatMs: number = BEAT_MS): Promise<Bus> {
  const listeners = new Map<Channel, Set<(payload: string) => void>>(CHANNELS.map((channel) => [channel, new Set()]));
  const stop = new AbortController();
  let client: pg.Client | null = null;

  function tell(channel: Channel, payload: string): void {
    for (const listener of listeners.get(channel) ?? []) {
      try {
        listener(payload);
      } catch (error) {
        log.error({ err: error, channel }, 'a listener failed');
      }
    }
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 10_000,
      query_timeout: beatMs,
      keepAlive: true,
      application_name: 'oto-api-bus',
    });
    next.on('error', (error) => log.warn({ err: error }, 'the notification connection failed'));
    next.on('notification', ({ channel, payload }) => {
      if (CHANNELS.includes(channel as Channel)) tell(channel as Channel, payload ?? '');
    });
    try {
      await next.connect();
      for (const channel of CHANNELS) await next.query(`listen ${channel}`);
      stop.signal.throwIfAborted();
    } catch (error) {
      // A connection that was made after all would tell everything twice.
      next.removeAllListeners('notification');
      next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    const beat = setInterval(() => {
      next.query('select 1').catch((error: unknown) => {
        log.warn({ err: error }, 'the notification connection does not answer');
        next.end().catch(() => undefined);
      });
    }, beatMs);
    next.once('end', () => {
      clearInterval(beat);
      client = null;
      if (!stop.signal.aborted) void reconnect();
    });
  }

  async function reconnect(): Promise<void> {
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      try {
        await delay(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 5000, undefined, { signal: stop.signal });
      } catch {
        return;
      }
      try {
        await connect();
        for (const channel of CHANNELS) tell(channel, '');
        return;
      } catch (error) {
        log.warn({ err: error }, 'cannot listen to the database yet');
      }
    }
  }

  await connect();
  return {
    async subscribe(channel, listener) {
      listeners.get(channel)?.add(listener);
      return () => listeners.get(channel)?.delete(listener);
    },
    async close() {
      stop.abort();
      for (const set of listeners.values()) set.clear();
      await client?.end();
    },
  };
}
