import { LogLines, type LogQuery } from '@oto/schema/contract/log';
import type { z } from 'zod';
import type { Calls } from './calls.ts';

export type LogWanted = Omit<z.input<typeof LogQuery>, 'before'>;

/** The address of what the servers write; the same is a stream for who asks for one. */
export function serverLogPath({ level, service, q }: LogWanted, before?: string): string {
  const query = new URLSearchParams();
  if (level !== undefined) query.set('level', level);
  if (service !== undefined) query.set('service', service);
  if (q !== undefined && q !== '') query.set('q', q);
  if (before !== undefined) query.set('before', before);
  return `/api/operator/logs?${query.toString()}`;
}

/** The servers' log. Operators alone. */
export function logRoutes({ call }: Calls) {
  return {
    /** Newest first, 200 a page; `before` is the last one seen. */
    serverLog: (wanted: LogWanted, before?: string) => call(serverLogPath(wanted, before), LogLines),
  };
}
