import { z } from 'zod';
import { TRANSFER_KINDS, MEMBER_ACCOUNTS, PLATFORM_ACCOUNTS } from '../ledger/account.ts';
import { LEDGER_LAW_NAMES } from '../ledger/law.ts';
import { IdText, Instant, KindText, Tokens } from './common.ts';

/** What a statement may be of: what can be spent, or one of its parts. */
export const STATEMENT_ACCOUNTS = ['available', 'paid', 'promo', 'held', 'earnings', 'debt'] as const;
export const ENTRY_KINDS = [...TRANSFER_KINDS, 'hold', 'void'] as const;

const day = z.iso.date();
/**
 * GET /api/wallet/statement: newest first, 100 at most; `before` is the last entry seen. `from` and `to` are days,
 * both included, in the IANA zone `zone`. GET /api/wallet/statement.csv takes the same but `before` and gives all of it, oldest first.
 */
export const StatementQuery = z.object({
  account: z.enum(STATEMENT_ACCOUNTS).default('available'),
  kind: z.enum(ENTRY_KINDS).optional(),
  from: day.optional(),
  to: day.optional(),
  zone: z.string().max(60).default('Europe/Paris'),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

/** One line. `balance` is the account's after it: the newest line's is what the wallet shows, the oldest's is its amount. */
export const StatementEntry = z.object({
  entry: z.string(),
  at: Instant,
  kind: z.enum(ENTRY_KINDS),
  amount: z.int(),
  balance: z.int(),
  note: z.string(),
  job: IdText.nullable(),
  /** What was made, while I may see it. */
  creation: z.object({ id: IdText, title: z.string(), kind: KindText }).nullable(),
  purchase: IdText.nullable(),
  /** Of promo tokens: when what came with this line ends. */
  expiresAt: Instant.nullable(),
});
export type StatementEntry = z.infer<typeof StatementEntry>;
/** `opening` is the balance before the oldest entry shown, `closing` the one after the newest; with none, the balance at that time. */
export const Statement = z.object({ entries: z.array(StatementEntry), opening: z.int(), closing: z.int(), more: z.boolean() });
export type Statement = z.infer<typeof Statement>;

/**
 * GET /api/wallet/statement/:entry?account= -> where the tokens of one line came from and went, party by party; sums to
 * its amount: what came is above zero, what went below.
 */
export const EntryQuery = StatementQuery.pick({ account: true });
export const EntryParts = z.object({
  parts: z.array(
    z.object({
      tokens: z.int(),
      /** held: set aside. back: what was set aside. wallet: what can be spent. The others are who or what it came from or went to. */
      to: z.enum(['platform', 'agent', 'royalty', 'held', 'back', 'wallet', 'stripe', 'promo', 'expired', 'debt', 'earnings']),
      /** Of the agent or the creation, where there is one that I may see. */
      name: z.string(),
      agent: IdText.nullable(),
      creation: IdText.nullable(),
    }),
  ),
});
export type EntryParts = z.infer<typeof EntryParts>;

/** GET /api/wallet/consumption?from=&to=&zone=: what I used, and what others' use of what is mine earned me. 400 days at most. */
export const ConsumptionQuery = z.object({ from: day, to: day, zone: z.string().max(60).default('Europe/Paris') });
const AgentUse = z.object({ agent: IdText, name: z.string(), kind: KindText, runs: z.int(), tokens: Tokens });
export const Consumption = z.object({
  /** Days without use are left out. */
  days: z.array(z.object({ day, kind: KindText, creations: z.int(), tokens: Tokens })),
  agents: z.array(AgentUse),
  earned: z.array(z.object({ day, fees: Tokens, royalties: Tokens })),
  total: Tokens,
});
export type Consumption = z.infer<typeof Consumption>;

/** GET /api/operator/consumption, the same for everybody, with whom. Operators only, as what follows. */
export const PlatformConsumption = Consumption.extend({
  members: z.array(z.object({ member: IdText, name: z.string(), handle: z.string(), creations: z.int(), tokens: Tokens })),
});
export type PlatformConsumption = z.infer<typeof PlatformConsumption>;

/** GET /api/operator/trial-balance: `total` is always 0; each of `faults` is a law of the ledger that does not hold. */
export const TrialBalance = z.object({
  at: Instant,
  accounts: z.array(
    z.object({ kind: z.enum([...MEMBER_ACCOUNTS, ...PLATFORM_ACCOUNTS]), accounts: z.int(), posted: z.int(), held: z.int() }),
  ),
  total: z.int(),
  transfers: z.int(),
  openHolds: z.int(),
  faults: z.array(z.object({ law: z.enum(LEDGER_LAW_NAMES), account: z.string(), expected: z.string(), found: z.string() })),
});
export type TrialBalance = z.infer<typeof TrialBalance>;
