import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';
import { KINDS } from './kind.ts';

/**
 * The values inside the Yjs roots. Keys are short because every note repeats them and a region
 * document lives for years. `v` is the record version; readers accept v and v-1.
 */
export const RECORD_VERSION = 1;

const idText = z.custom<Id>((value) => typeof value === 'string' && ID_PATTERN.test(value));
const coordinate = z.int().min(-1800).max(1800);
const lattice = z.int().min(-999_999).max(999_999);

/** x, y in units from the plot's centre; rotation in milliradians. */
export const Seat = z.tuple([coordinate, coordinate, z.int().min(-3142).max(3142)]);
export type Seat = z.infer<typeof Seat>;

/** The far end of a cord: note id, its plot's x and y, its seat's x and y. */
export const FarEnd = z.tuple([idText, lattice, lattice, coordinate, coordinate]);
export type FarEnd = z.infer<typeof FarEnd>;

/** Root `notes`, key = note id. Server-written; its cords follow from `a` and `p`. */
export const NoteRecord = z.strictObject({
  /** Absent means 1, and is how it is written: every note would repeat it. */
  v: z.literal(RECORD_VERSION).optional(),
  /** Gold post-it or creation. */
  k: z.enum(['agent', ...KINDS]),
  /** For an agent: what it makes. */
  g: z.enum(KINDS).optional(),
  s: Seat,
  /** Author or owner. */
  o: idText,
  /** Pending: the job whose result will replace this ghost. */
  j: idText.optional(),
  /** For an agent: index into CORD_COLOURS. */
  c: z.int().min(0).max(15).optional(),
  /** Agents used, in order, with the colour index of each one's cord. */
  a: z
    .array(z.tuple([FarEnd, z.int().min(0).max(15)]))
    .max(8)
    .optional(),
  /** Creations it was forked from. */
  p: z.array(FarEnd).max(8).optional(),
  /** 1 when /media/<id>/thumb exists. */
  m: z.literal(1).optional(),
  /** Taken down by whoever made it: plain grey paper, which holds the forks of others. */
  x: z.literal(1).optional(),
});
export type NoteRecord = z.infer<typeof NoteRecord>;

/** Root `places`, key = note id. People's override of the seat: x, y, rotation (mrad), stacking order. */
export const PlaceRecord = z.tuple([coordinate, coordinate, z.int().min(-3142).max(3142), z.int().min(0).max(1_000_000_000)]);
export type PlaceRecord = z.infer<typeof PlaceRecord>;

/** Characters of a tie's name. */
export const TIE_NAME_MAX = 80;
/** Ties that one region is home to, and mirrors of others' ties that it takes in. */
export const TIES_MAX = 600;

/**
 * Root `ties`, key = tie id. A free string between two notes. It stays in the region where it was first
 * tied, wherever its ends go later, so that every change of it is one write of one key.
 */
export const TieRecord = z.strictObject({
  v: z.literal(RECORD_VERSION),
  a: FarEnd,
  b: FarEnd,
  c: z.int().min(0).max(15),
  n: z.string().max(TIE_NAME_MAX).optional(),
});
export type TieRecord = z.infer<typeof TieRecord>;

/** Root `inbound`, key = the tie's id or `<child>:<here>`: a string with an end in this region whose own record lives elsewhere. */
export const InboundRecord = z.strictObject({
  v: z.literal(RECORD_VERSION),
  /** Tie, fork cord, or the cord of an agent of this region. */
  k: z.enum(['tie', 'fork', 'agent']),
  here: idText,
  far: FarEnd,
  c: z.int().min(0).max(15),
  /** Of a tie: its name, and the plot whose region holds its record. */
  n: z.string().max(TIE_NAME_MAX).optional(),
  h: z.tuple([lattice, lattice]).optional(),
});
export type InboundRecord = z.infer<typeof InboundRecord>;

export const POLICIES = ['open', 'invited', 'owner'] as const;
export type Policy = (typeof POLICIES)[number];

/** Root `claim`, key `c`. */
export const ClaimRecord = z.strictObject({
  v: z.literal(RECORD_VERSION),
  o: idText,
  p: z.enum(POLICIES),
  /** Tint index of the plot's pencil outline. */
  t: z.int().min(0).max(15),
});
export type ClaimRecord = z.infer<typeof ClaimRecord>;

/** Atlas root `plots`, key `x,y`: owner, region epoch, notes pinned, tint, policy. */
export const AtlasRecord = z.strictObject({
  v: z.literal(RECORD_VERSION),
  o: idText,
  e: z.int().min(1),
  n: z.int().min(0),
  t: z.int().min(0).max(15),
  p: z.enum(POLICIES),
});
export type AtlasRecord = z.infer<typeof AtlasRecord>;
