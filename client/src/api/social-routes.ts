import { Comment, Comments, Featured, Feed, FollowState, MentionList, NoteSocial } from '@oto/schema/contract/social';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const note = (id: string): string => `/api/notes/${id}`;

/** What people make of notes and of each other. Repeating a like, a vote or a follow changes nothing. */
export function socialRoutes({ call, post }: Calls) {
  return {
    noteSocial: (id: string) => call(`${note(id)}/social`, NoteSocial),
    like: (id: string) => call(`${note(id)}/like`, NoteSocial, { method: 'PUT' }),
    unlike: (id: string) => call(`${note(id)}/like`, NoteSocial, { method: 'DELETE' }),
    vote: (id: string) => call(`${note(id)}/vote`, NoteSocial, { method: 'PUT' }),
    unvote: (id: string) => call(`${note(id)}/vote`, NoteSocial, { method: 'DELETE' }),

    /** A page of threads, newest first; `before` is `next` of the page above. */
    comments: (id: string, before?: string) => call(`${note(id)}/comments${before === undefined ? '' : `?before=${before}`}`, Comments),
    /** The thread of one comment alone, for a link that leads to it. */
    thread: (comment: string) => call(`/api/comments/${comment}`, Comments),
    /** `thread`: any comment of the thread that is answered. */
    comment: (id: string, words: { readonly body: string; readonly thread?: string }, idempotencyKey: string) =>
      post(`${note(id)}/comments`, Comment, words, idempotencyKey),
    editComment: (id: string, body: string) => call(`/api/comments/${id}`, Comment, { method: 'PATCH', body: { body } }),
    deleteComment: (id: string) => call(`/api/comments/${id}`, Nothing, { method: 'DELETE' }),
    /** Whom one may mean by the beginning of a name or handle. */
    mentions: (beginning: string) => call(`/api/mentions?q=${encodeURIComponent(beginning)}`, MentionList),

    followState: (handle: string) => call(`/api/members/${encodeURIComponent(handle)}/follow`, FollowState),
    follow: (handle: string) => call(`/api/members/${encodeURIComponent(handle)}/follow`, FollowState, { method: 'PUT' }),
    unfollow: (handle: string) => call(`/api/members/${encodeURIComponent(handle)}/follow`, FollowState, { method: 'DELETE' }),

    /** `before` is `next` of the page above. */
    feed: (of: 'followed' | 'all', before?: string) =>
      call(`/api/feed?of=${of}${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`, Feed),
    featured: () => call('/api/featured', Featured),
  };
}
