import { z } from 'zod';
import { AtlasRecord, ClaimRecord, InboundRecord, NoteRecord } from '../board/record.ts';
import { Counted } from '../board/counted.ts';
import { Light } from '../board/light.ts';
import { IdText } from './common.ts';

/**
 * Facts on their way from Postgres to the documents. Rows of table `outbox` are inserted in the same
 * transaction as the fact, by the api for what it decides and by the collab server for what follows
 * from an edit (mirrors of ties, epochs), and channel `outbox` is notified; the collab server applies
 * each, through its journal, and sets `delivered_at`. Applying one twice changes nothing.
 */
export const OutboxFact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('claim'), plot: z.object({ x: z.int(), y: z.int() }), claim: ClaimRecord, atlas: AtlasRecord }),
  z.object({ type: z.literal('atlas'), plot: z.object({ x: z.int(), y: z.int() }), atlas: AtlasRecord }),
  /** The region lives on under a new epoch: the atlas tells it. */
  z.object({ type: z.literal('epoch'), plot: z.object({ x: z.int(), y: z.int() }), epoch: z.int().min(1) }),
  z.object({ type: z.literal('note'), plot: z.object({ x: z.int(), y: z.int() }), note: IdText, record: NoteRecord }),
  z.object({ type: z.literal('unpin'), plot: z.object({ x: z.int(), y: z.int() }), note: IdText }),
  /** `home`, of a tie's mirror taken away: only the mirror whose tie lives there goes. */
  z.object({
    type: z.literal('inbound'),
    plot: z.object({ x: z.int(), y: z.int() }),
    key: z.string(),
    record: InboundRecord.nullable(),
    home: z.tuple([z.int(), z.int()]).optional(),
  }),
  /** `plot` is the home of a tie whose end at `note` cannot stay: the note is gone, or its plot holds no more strings. */
  z.object({ type: z.literal('cut'), plot: z.object({ x: z.int(), y: z.int() }), tie: IdText, note: IdText }),
  /** Tokens went along these cords of a note: told to whoever looks on, never written into a document. */
  z.object({ type: z.literal('light'), plot: z.object({ x: z.int(), y: z.int() }), light: Light }),
  /** What people made of notes of this region: told likewise, written nowhere. */
  z.object({ type: z.literal('counted'), plot: z.object({ x: z.int(), y: z.int() }), counted: Counted }),
]);
export type OutboxFact = z.infer<typeof OutboxFact>;
