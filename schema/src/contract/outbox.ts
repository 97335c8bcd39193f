import { z } from 'zod';
import { AtlasRecord, ClaimRecord, InboundRecord, NoteRecord } from '../board/record.ts';
import { IdText } from './common.ts';

/**
 * Facts on their way from Postgres to the documents. The api inserts rows of table `outbox` in the
 * same transaction as the fact and notifies channel `outbox`; the collab server applies each, through
 * its journal, and sets `delivered_at`. Applying one twice changes nothing.
 */
export const OutboxFact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim'), plot: z.object({ x: z.int(), y: z.int() }), claim: ClaimRecord, atlas: AtlasRecord }),
  z.object({ type: z.literal('atlas'), plot: z.object({ x: z.int(), y: z.int() }), atlas: AtlasRecord }),
  z.object({ type: z.literal('note'), plot: z.object({ x: z.int(), y: z.int() }), note: IdText, record: NoteRecord }),
  z.object({ type: z.literal('unpin'), plot: z.object({ x: z.int(), y: z.int() }), note: IdText }),
  z.object({ type: z.literal('inbound'), plot: z.object({ x: z.int(), y: z.int() }), key: z.string(), record: InboundRecord.nullable() }),
]);
export type OutboxFact = z.infer<typeof OutboxFact>;
