import type pg from 'pg';
import { lastingPool } from '@oto/schema/db/lasting-pool';
import { DELETE_MS } from '../http/time-limit.ts';

/** Connections of one api process; the bus has one more. */
const POOL_MAX = 20;
/** As long as the longest work that a request may do: what takes more was swallowed by the network. */
const QUERY_MS = DELETE_MS;
/** Before the question is given up here. */
const LOCK_MS = QUERY_MS - 5_000;

/**
 * The connections of the api. What is given up here goes on at the server, which hears nothing of it where the network
 * has swallowed the connection: so it bounds, by itself, how long one waits for a lock, and how long one holds locks without a word.
 */
export function makePool(connectionString: string, onLost: (error: Error) => void): pg.Pool {
  const settings = {
    connectionString,
    max: POOL_MAX,
    connectionTimeoutMillis: 10_000,
    query_timeout: QUERY_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: QUERY_MS,
    keepAlive: true,
    application_name: 'oto-api',
  };
  return lastingPool(settings, onLost);
}
