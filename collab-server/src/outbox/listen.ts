import pg from 'pg';
import type { Logger } from 'pino';

const RETRY_MS = 1_000;

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
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(url: string, channels: Channels, log: Logger) {
    this.#url = url;
    this.#channels = channels;
    this.#log = log;
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 3_000, keepAlive: true });
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
      if (client === this.#client) this.#channels.heard(true);
    } catch (error) {
      this.#again(client, error);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry) clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  #again(client: pg.Client, error: unknown): void {
    if (this.#stopped || client !== this.#client) return;
    this.#client = null;
    this.#channels.heard(false);
    this.#log.warn({ err: error }, 'notification listener reconnects');
    client.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.start(), RETRY_MS);
  }
}
