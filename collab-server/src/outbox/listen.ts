import pg from 'pg';
import type { Logger } from 'pino';

/**
 * Milliseconds. Whoever only listens never learns that the network has lost the connection, so something is asked on it
 * every `beatMs`, and must be answered as soon.
 */
const TIMES = { beatMs: 5_000, retryMs: 1_000 };

export type Channels = {
  /** A fact waits in the outbox. */
  readonly outbox: () => void;
  /** Rights or epoch of the plot with this key have changed. */
  readonly plot: (key: string) => void;
  /** The member with this uuid was suspended, or is no longer. */
  readonly standing: (uuid: string) => void;
  /** A replica tells of a tile. */
  readonly lease: (payload: string) => void;
  /** Whether notifications are heard from now on. What was sent before is lost: look for yourself. */
  readonly heard: (isHeard: boolean) => void;
};

/** Listens to PostgreSQL's notifications over a connection of its own, and reconnects for ever. */
export class Listener {
  readonly #url: string;
  readonly #channels: Channels;
  readonly #log: Logger;
  readonly #times: typeof TIMES;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #beat: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(url: string, channels: Channels, log: Logger, times = TIMES) {
    this.#url = url;
    this.#channels = channels;
    this.#log = log;
    this.#times = times;
  }

  async start(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: 3_000,
      query_timeout: this.#times.beatMs,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      if (channel === 'outbox') this.#channels.outbox();
      else if (channel === 'plot') this.#channels.plot(payload ?? '');
      else if (channel === 'lease') this.#channels.lease(payload ?? '');
      else this.#channels.standing(payload ?? '');
    });
    client.on('error', (error) => this.#again(client, error));
    client.on('end', () => this.#again(client, null));
    this.#client = client;
    try {
      await client.connect();
      await client.query('listen outbox; listen plot; listen standing; listen lease');
      if (client !== this.#client) return;
      this.#channels.heard(true);
      this.#askLater(client);
    } catch (error) {
      this.#again(client, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    if (this.#beat) clearTimeout(this.#beat);
    await this.#client?.end().catch(() => undefined);
  }

  #askLater(client: pg.Client): void {
    this.#beat = setTimeout(() => {
      client.query('select 1').then(
        () => {
          if (!this.#stopped && client === this.#client) this.#askLater(client);
        },
        (error: unknown) => this.#again(client, error),
      );
    }, this.#times.beatMs);
  }

  #again(client: pg.Client, error: unknown): void {
    if (this.#stopped || client !== this.#client) return;
    this.#client = null;
    if (this.#beat) clearTimeout(this.#beat);
    this.#channels.heard(false);
    this.#log.warn({ err: error }, 'notification listener reconnects');
    client.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.start(), this.#times.retryMs);
  }
}
