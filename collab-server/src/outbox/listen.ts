import pg from 'pg';
import type { Logger } from 'pino';

const RETRY_MS = 1_000;

/** Calls `wake` on each notification of channel `outbox`, and after each reconnection. */
export class Listener {
  readonly #url: string;
  readonly #wake: () => void;
  readonly #log: Logger;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(url: string, wake: () => void, log: Logger) {
    this.#url = url;
    this.#wake = wake;
    this.#log = log;
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 3_000, keepAlive: true });
    client.on('notification', this.#wake);
    client.on('error', (error) => this.#again(client, error));
    client.on('end', () => this.#again(client, null));
    this.#client = client;
    try {
      await client.connect();
      await client.query('listen outbox');
      this.#wake();
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
    this.#log.warn({ err: error }, 'outbox listener reconnects');
    client.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.start(), RETRY_MS);
  }
}
