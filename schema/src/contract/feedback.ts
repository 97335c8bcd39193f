import { z } from 'zod';
import { IdText, Instant, LangText } from './common.ts';
import { Person } from './social.ts';

export const FEEDBACK_KINDS = ['broken', 'idea', 'love'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];
export const FEEDBACK_STATES = ['open', 'answered', 'closed'] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];
/** How long it is kept. */
export const FEEDBACK_DAYS = 180;
export const FEEDBACK_WORDS_MAX = 2000;
/** Lines of the log console that come along: the newest. */
export const FEEDBACK_LINES_MAX = 200;
/** Of a picture's JPEG, in base 64: all of it must fit in 1 MiB with the lines. */
export const FEEDBACK_PICTURE_MAX = 600_000;

/** One line of the log console, as its person saw it, secrets out. */
export const FeedbackLine = z.object({
  at: Instant,
  area: z.string().max(20),
  level: z.enum(['info', 'warn', 'error']),
  code: z.string().max(80),
  text: z.string().max(600),
});
export type FeedbackLine = z.infer<typeof FeedbackLine>;

/** Where it was written: the page and the screen, nothing of the person. */
export const FeedbackAbout = z.object({
  /** What the page's build calls itself: the product's version and the commit; null in development. */
  version: z.string().max(300).nullable(),
  lang: LangText,
  width: z.int().min(0).max(100_000),
  height: z.int().min(0).max(100_000),
  ratio: z.number().min(0).max(20),
  /** What draws, in the browser's own words; empty when it says nothing. */
  webgl: z.string().max(200),
  browser: z.string().max(300),
  connection: z.enum(['live', 'connecting', 'offline']),
});
export type FeedbackAbout = z.infer<typeof FeedbackAbout>;

/**
 * POST /api/feedback -> 201 Feedback, also without an account. `key`: sent again with it, it is kept once. GET
 * /api/feedback -> {feedback} mine, newest first, with the answers.
 */
export const FeedbackRequest = z.object({
  key: z.uuid(),
  kind: z.enum(FEEDBACK_KINDS),
  words: z.string().trim().min(1).max(FEEDBACK_WORDS_MAX),
  /** Of somebody who is not signed in, if they want an answer. */
  contact: z.email().max(254).optional(),
  about: FeedbackAbout,
  lines: z.array(FeedbackLine).max(FEEDBACK_LINES_MAX).default([]),
  /** A JPEG in base 64. */
  picture: z.base64().max(FEEDBACK_PICTURE_MAX).optional(),
});
export type FeedbackRequest = z.input<typeof FeedbackRequest>;
export const Feedback = z.object({
  id: IdText,
  kind: z.enum(FEEDBACK_KINDS),
  words: z.string(),
  state: z.enum(FEEDBACK_STATES),
  /** Empty: none. */
  answer: z.string(),
  createdAt: Instant,
  answeredAt: Instant.nullable(),
});
export type Feedback = z.infer<typeof Feedback>;

/**
 * GET /api/operator/feedback?state=&kind=&before= -> {feedback} newest first, 50 a page; GET
 * /api/operator/feedback/:id/picture; POST /api/operator/feedback/:id {answer} or {state}.
 */
export const FeedbackCase = Feedback.extend({
  /** Null: a visitor, or somebody who has left. */
  by: Person.nullable(),
  /** Whether an answer reaches them. */
  reachable: z.boolean(),
  lang: LangText,
  about: FeedbackAbout,
  lines: z.array(FeedbackLine),
  /** By which the servers' log tells the same story. */
  requestIds: z.array(z.string()),
  picture: z.boolean(),
});
export type FeedbackCase = z.infer<typeof FeedbackCase>;
export const FeedbackQuery = z.object({
  state: z.enum(FEEDBACK_STATES).optional(),
  kind: z.enum(FEEDBACK_KINDS).optional(),
  before: IdText.optional(),
});
export const FeedbackAnswer = z.union([
  z.object({ answer: z.string().trim().min(1).max(2000) }),
  z.object({ state: z.enum(['open', 'closed']) }),
]);
export type FeedbackAnswer = z.infer<typeof FeedbackAnswer>;
