import pg from 'pg';

/**
 * A pool that outlives its server. `onLost` is told of each connection that was lost, at rest or in use; whoever used it
 * is told by its question, or by the next one. Without a listener of its own, a connection in use that is lost ends the process.
 */
export function lastingPool(settings: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(settings);
  // Of one at rest the pool tells too, and each may fail twice, by the server's word and by its socket: once is enough.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.once('error', onLost).on('error', () => undefined));
  return pool;
}
