import { z } from 'zod';
import { IdText, Instant, KindText, LangText, PlotShape } from './common.ts';

export const Person = z.object({ id: IdText, name: z.string(), handle: z.string() });
export type Person = z.infer<typeof Person>;

/** Notes of the board that people may like, talk about and report. */
export const NoteType = z.enum(['agent', 'creation']);
export type NoteType = z.infer<typeof NoteType>;

/** What people made of a note. `votes`: of this week. */
export const Counts = z.object({ likes: z.int().min(0), comments: z.int().min(0), votes: z.int().min(0) });
export type Counts = z.infer<typeof Counts>;

/**
 * GET /api/notes/:id/social, public: the note must be visible to the asker. PUT and DELETE /api/notes/:id/like,
 * PUT and DELETE /api/notes/:id/vote answer the same; repeating one changes nothing.
 */
export const NoteSocial = z.object({
  id: IdText,
  counts: Counts,
  liked: z.boolean(),
  voted: z.boolean(),
  /** Votes the asker has left this week; null for a watcher, or for a note that takes no votes (agents, one's own). */
  votesLeft: z.int().nullable(),
  /** Whether the asker may comment: signed in, no block between them and its author, note not private. */
  mayComment: z.boolean(),
});
export type NoteSocial = z.infer<typeof NoteSocial>;

/** Votes a member has in one ISO week (Europe/Paris), one a creation, never for their own. */
export const VOTES_A_WEEK = 5;
export const COMMENT_MAX = 1000;
/** Members named in one comment whom it tells. */
export const MENTIONS_MAX = 8;

/**
 * A comment, or one whose words are gone: `state` then says why, and its answers stay. Threads are two deep:
 * an answer to an answer stands under the same first comment.
 */
export const Comment = z.object({
  id: IdText,
  note: IdText,
  /** The first comment of its thread; null for that one. */
  thread: IdText.nullable(),
  author: Person.nullable(),
  /** Empty unless `shown`. */
  body: z.string(),
  /** Members named as @handle in the body who exist. */
  mentions: z.array(Person),
  lang: LangText,
  state: z.enum(['shown', 'deleted', 'hidden', 'blocked']),
  createdAt: Instant,
  editedAt: Instant.nullable(),
  mine: z.boolean(),
  /** The author, the note's author, or an operator. */
  mayDelete: z.boolean(),
});
export type Comment = z.infer<typeof Comment>;

/**
 * GET /api/notes/:id/comments?before=<id>, public: threads newest first, 30 at most, each with its answers oldest
 * first. POST {body, thread?} -> 201 Comment (idempotency by header). PATCH /api/comments/:id {body} within
 * COMMENT_EDIT_MINUTES. DELETE /api/comments/:id -> 204. GET /api/comments/:id -> the one thread it stands in.
 * A note that is private has no comments: it is not_found to others and refuses its author's with forbidden.
 */
export const Comments = z.object({
  threads: z.array(Comment.extend({ answers: z.array(Comment) })),
  next: IdText.nullable(),
});
export type Comments = z.infer<typeof Comments>;
export const CommentRequest = z.object({ body: z.string().trim().min(1).max(COMMENT_MAX), thread: IdText.optional() });
export const CommentPatch = CommentRequest.pick({ body: true });
export const COMMENT_EDIT_MINUTES = 15;

/** GET /api/mentions?q=<beginning of a name or handle>, signed in: whom one may mean; 8 at most. */
export const MentionList = z.object({ people: z.array(Person) });

/** GET, PUT and DELETE /api/members/:handle/follow -> {following, followers}. */
export const FollowState = z.object({ following: z.boolean(), followers: z.int().min(0) });
export type FollowState = z.infer<typeof FollowState>;

/** Something that people I follow, or all, have done. */
export const FeedItem = z.object({
  /** Opaque, for `before`. */
  id: z.string(),
  at: Instant,
  verb: z.enum(['published', 'forked', 'agent', 'commented', 'featured']),
  actor: Person,
  note: z.object({
    id: IdText,
    type: NoteType,
    kind: KindText,
    title: z.string(),
    plot: PlotShape.nullable(),
    thumb: z.string().optional(),
  }),
  /** Of `commented`, its first words. */
  excerpt: z.string().optional(),
});
export type FeedItem = z.infer<typeof FeedItem>;

/** GET /api/feed?of=followed|all&before=<id>: newest first, 30 at most. `followed` needs a member, `all` nobody. */
export const Feed = z.object({ items: z.array(FeedItem), next: z.string().nullable() });
export type Feed = z.infer<typeof Feed>;

/** A frame of the wall at the centre of the world. */
export const Frame = z.object({
  creation: IdText,
  title: z.string(),
  kind: KindText,
  author: Person,
  /** It was made with, in order. */
  agents: z.array(IdText),
  votes: z.int(),
  plot: PlotShape,
  /** Units from the plot's centre. */
  seat: z.tuple([z.int(), z.int(), z.int()]),
  thumb: z.string().optional(),
});
export type Frame = z.infer<typeof Frame>;

/** Frames of one week's wall at most. */
export const WALL_FRAMES = 12;

/**
 * GET /api/featured, public, with an ETag. `last`: the closed week, in order; it hangs at the centre of the world.
 * `running`: this week's, as it stands. Weeks are ISO weeks of Europe/Paris, told by their Monday (yyyy-mm-dd).
 */
export const Featured = z.object({
  last: z.object({ week: z.iso.date(), frames: z.array(Frame) }),
  running: z.object({ week: z.iso.date(), endsAt: Instant, frames: z.array(Frame) }),
});
export type Featured = z.infer<typeof Featured>;
