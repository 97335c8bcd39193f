import { Blocks, Report, StatementOfReasons, type ReportRequest } from '@oto/schema/contract/safety';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const block = (handle: string): string => `/api/members/${encodeURIComponent(handle)}/block`;

/** Reports, decisions on what is mine, and whom I have blocked. Repeating a block changes nothing. */
export function safetyRoutes({ call, post }: Calls) {
  return {
    /** A watcher's too. */
    report: (asked: z.input<typeof ReportRequest>) => post('/api/reports', Report, asked),
    /** Mine, newest first. */
    reports: () => call('/api/reports', z.object({ reports: z.array(Report) })),
    statements: () => call('/api/statements', z.object({ statements: z.array(StatementOfReasons) })),
    /** Once, within six months. */
    appealStatement: (id: string, words: string) => post(`/api/statements/${id}/appeal`, StatementOfReasons, { words }),
    blocks: () => call('/api/blocks', Blocks),
    block: (handle: string) => call(block(handle), Nothing, { method: 'PUT' }),
    unblock: (handle: string) => call(block(handle), Nothing, { method: 'DELETE' }),
  };
}
