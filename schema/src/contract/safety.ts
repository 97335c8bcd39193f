import { z } from 'zod';
import type { Lang } from '../base/lang.ts';
import { IdText, Instant, PlotShape } from './common.ts';
import { Person } from './social.ts';

/** What can be reported. */
export const ReportSubject = z.enum(['agent', 'creation', 'comment', 'member']);
export type ReportSubject = z.infer<typeof ReportSubject>;

/** Why something is reported. Codes are never renamed. */
export const REPORT_REASONS = {
  illegal: { fr: 'C’est contraire à la loi', en: 'It is against the law' },
  minors: { fr: 'Cela met des mineurs en danger', en: 'It endangers minors' },
  hate: { fr: 'Haine ou harcèlement', en: 'Hate or harassment' },
  violence: { fr: 'Violence ou incitation à se faire du mal', en: 'Violence, or encouragement of self-harm' },
  sexual: { fr: 'Contenu sexuel', en: 'Sexual content' },
  privacy: { fr: 'Vie privée ou usurpation d’identité', en: 'Privacy, or somebody impersonated' },
  rights: { fr: 'Œuvre ou marque d’autrui', en: 'Somebody else’s work or trademark' },
  spam: { fr: 'Publicité ou répétition', en: 'Spam' },
  other: { fr: 'Autre chose', en: 'Something else' },
} as const satisfies { readonly [reason: string]: { readonly [L in Lang]: string } };
export type ReportReason = keyof typeof REPORT_REASONS;
export const REPORT_REASON_CODES = Object.keys(REPORT_REASONS) as [ReportReason, ...ReportReason[]];

/**
 * POST /api/reports -> 201 Report; open to everybody (a watcher leaves an e-mail address, if they want an answer), one
 * open report a person and subject: the second answers the first, which a watcher is not told. GET /api/reports -> {reports} mine, newest first.
 */
export const ReportRequest = z.object({
  subject: ReportSubject,
  id: IdText,
  reason: z.enum(REPORT_REASON_CODES),
  words: z.string().trim().max(2000).default(''),
  email: z.email().max(200).optional(),
});
export const Report = z.object({
  id: IdText,
  subject: ReportSubject,
  subjectId: IdText,
  /** What it was called. */
  title: z.string(),
  reason: z.enum(REPORT_REASON_CODES),
  words: z.string(),
  state: z.enum(['open', 'upheld', 'rejected']),
  /** The operator's, once decided. */
  answer: z.string(),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
});
export type Report = z.infer<typeof Report>;

export const SANCTIONS = ['none', 'hide', 'delete', 'suspend'] as const;
export const Sanction = z.enum(SANCTIONS);
export type Sanction = z.infer<typeof Sanction>;

/**
 * What a member is told when something of theirs is restricted (Digital Services Act, article 17): what, on which
 * ground, by which facts, whether a machine decided, and how to appeal. GET /api/statements -> {statements} mine;
 * POST /api/statements/:id/appeal {words} -> StatementOfReasons, once, within 6 months.
 */
export const StatementOfReasons = z.object({
  id: IdText,
  subject: ReportSubject,
  subjectId: IdText,
  title: z.string(),
  sanction: Sanction,
  ground: z.enum(['law', 'terms']),
  reason: z.enum(REPORT_REASON_CODES),
  /** Facts and circumstances, in the operator's words. */
  facts: z.string(),
  /** A machine found it or decided. */
  automated: z.boolean(),
  createdAt: Instant,
  liftedAt: Instant.nullable(),
  appeal: z
    .object({
      words: z.string(),
      at: Instant,
      state: z.enum(['open', 'lifted', 'kept']),
      answer: z.string(),
      decidedAt: Instant.nullable(),
    })
    .nullable(),
});
export type StatementOfReasons = z.infer<typeof StatementOfReasons>;
export const StatementAppealRequest = z.object({ words: z.string().trim().min(3).max(2000) });

export const BOARD_DEEDS = ['moved', 'tied', 'retied', 'cut', 'pinned', 'unpinned'] as const;

/** Who did what. By null: the server, a worker, or somebody who has left. Newest first. */
export const Evidence = z.object({
  at: Instant,
  by: Person.nullable(),
  /** One of BOARD_DEEDS; made, published, version, edited; or an action of the audit log. */
  deed: z.string(),
  detail: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * GET /collab/t/<tile>/history/<x>,<y>/of/<id> with an operator's collab pass as bearer -> BoardEvidence: what the journal
 * of a plot knows of a note, also of one that was taken down, or of what a member did there.
 */
export const BOARD_EVIDENCE_MAX = 100;
export const BoardEvidence = z.object({
  evidence: z.array(Evidence.extend({ deed: z.enum(BOARD_DEEDS) })),
  /** Older rows were not looked at. */
  more: z.boolean(),
});
export type BoardEvidence = z.infer<typeof BoardEvidence>;

/**
 * GET /api/operator/reports?state=open|decided -> {cases}: reports of one subject are one case, most reported first.
 * GET /api/operator/reports/:subject/:id -> ReportCase with evidence. POST /api/operator/reports/:subject/:id
 * {sanction, ground, reason, facts, answer}: decides every open report of it at once; `none` rejects them.
 * GET /api/operator/statements?state=appealed -> {statements}; POST /api/operator/statements/:id {decision, answer}.
 */
export const ReportCase = z.object({
  subject: ReportSubject,
  id: IdText,
  title: z.string(),
  excerpt: z.string(),
  thumb: z.string().optional(),
  /** Whose it is; null for one who has left. */
  owner: Person.nullable(),
  hidden: z.boolean(),
  deleted: z.boolean(),
  /** Whether its owner is suspended now. */
  suspended: z.boolean(),
  /** Where it hangs on the board, and of a comment the note it stands under: there the journal knows more. */
  plot: PlotShape.nullable(),
  note: IdText.nullable(),
  reports: z.array(Report.extend({ by: Person.nullable(), email: z.string().nullable() })),
  /** Statements of its owner from before. */
  priors: z.int(),
  evidence: z.array(Evidence),
});
export type ReportCase = z.infer<typeof ReportCase>;
/** Days within which a decision can be disputed: six months. */
export const STATEMENT_APPEAL_DAYS = 183;
/** What can be done to each. A suspension also hides what it is for, unless that is a member. */
export const SANCTIONS_OF: { readonly [S in ReportSubject]: readonly Sanction[] } = {
  agent: ['none', 'hide', 'delete', 'suspend'],
  creation: ['none', 'hide', 'delete', 'suspend'],
  comment: ['none', 'hide', 'delete', 'suspend'],
  member: ['none', 'hide', 'suspend'],
};
export const CaseDecision = z.object({
  sanction: Sanction,
  ground: z.enum(['law', 'terms']).default('terms'),
  reason: z.enum(REPORT_REASON_CODES),
  facts: z.string().trim().max(2000).default(''),
  answer: z.string().trim().min(3).max(1000),
});
export const StatementDecision = z.object({ decision: z.enum(['lifted', 'kept']), answer: z.string().trim().min(3).max(1000) });
export const OperatorStatement = StatementOfReasons.extend({ member: Person.nullable() });
export type OperatorStatement = z.infer<typeof OperatorStatement>;

/**
 * GET /api/blocks -> {people}; PUT and DELETE /api/members/:handle/block -> 204. Someone blocked no longer comments on
 * my notes, mentions or follows me, drops tokens in my jars or moves and ties in my plot, and I no longer see their
 * comments, cursors and notifications. They are not told.
 */
export const Blocks = z.object({ people: z.array(Person) });
