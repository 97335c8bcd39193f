import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/**
 * The pool, whose connections are given up once one of their questions has failed by anything but the server's own
 * word. Kysely would put such a connection back: when its network has swallowed it, every later question waits behind
 * the one that was never answered, until TCP gives up after a quarter of an hour.
 */
export function discarding(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      const client: PostgresPoolClient = await pool.connect();
      let isSound = true;
      return {
        query: wary(client, () => (isSound = false)),
        release: () => client.release(!isSound),
      };
    },
    end: () => pool.end(),
  };
}

function wary(client: PostgresPoolClient, onLost: () => void): PostgresPoolClient['query'] {
  let loss: { readonly error: unknown } | null = null;
  const ask = async <R>(text: string, values: readonly unknown[]) => {
    // Kysely's rollback would wait for as long again.
    if (loss !== null) throw loss.error;
    try {
      return await client.query<R>(text, values);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) {
        loss = { error };
        onLost();
      }
      throw error;
    }
  };
  // The other form, with a cursor, is for streams alone.
  return ask as PostgresPoolClient['query'];
}
