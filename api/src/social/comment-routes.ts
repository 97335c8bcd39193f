import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Comment, COMMENT_MAX, CommentRequest, Comments, MentionList } from '@oto/schema/contract/social';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { json, param, query } from '../http/validate.ts';
import { undoingLimit } from '../safety/limits.ts';
import { deleteComment, editComment } from './change-comment.ts';
import { sameComment, writeComment, type Words } from './comment.ts';
import { commentLimit } from './limits.ts';
import { readComment, readComments, readThread, type Reader } from './read-comments.ts';
import { peopleMeant } from './people-meant.ts';

const One = z.object({ id: IdText });
const Page = z.object({ before: IdText.optional() });
const Meant = z.object({ q: z.string().trim().max(40).default('') });
/** Emptiness has a code of its own, so the door lets it through to be named. */
const Written = CommentRequest.extend({ body: z.string().trim().max(COMMENT_MAX) });
const Corrected = Written.pick({ body: true });

/** /api/notes/:id/comments, /api/comments/:id, /api/mentions. */
export function commentRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const limit = commentLimit(deps.pool, deps.config.limitsFactor);
  const undo = undoingLimit(deps.pool, deps.config.limitsFactor, 'comment');
  const routes = new Hono<ApiEnv>();

  routes.get(
    '/api/notes/:id/comments',
    describe('What people say of a note, newest thread first', 'social', Comments),
    param(One),
    query(Page),
    async (c) => {
      const { before } = c.req.valid('query');
      c.header('Cache-Control', 'private, no-store');
      return c.json(await readComments(db, c.req.valid('param').id, readerOf(c), before === undefined ? null : uuidFromId(before)));
    },
  );

  routes.post(
    '/api/notes/:id/comments',
    describe('Say something of a note; header Idempotency-Key is required', 'social', Comment, 201),
    param(One),
    json(Written),
    async (c) => {
      const { memberId } = requireSession(c);
      const key = c.req.header('idempotency-key') ?? '';
      if (key.length < 8 || key.length > 80) throw new ApiError('idempotency_key_required');
      const { body, thread = null } = c.req.valid('json');
      if (body === '') throw new ApiError('comment_empty');
      const words: Words = { note: c.req.valid('param').id, member: memberId, lang: c.get('lang'), key, body, thread };
      let uuid = await sameComment(db, words);
      if (uuid === null) {
        await consume(limit, memberId);
        uuid = await writeComment(deps, words);
      }
      return c.json(await readComment(db, uuid, readerOf(c)), 201);
    },
  );

  routes.get('/api/comments/:id', describe('The thread in which a comment stands', 'social', Comments), param(One), async (c) => {
    c.header('Cache-Control', 'private, no-store');
    return c.json(await readThread(db, uuidFromId(c.req.valid('param').id), readerOf(c)));
  });

  routes.patch('/api/comments/:id', describe('Correct my comment', 'social', Comment), param(One), json(Corrected), async (c) => {
    const { memberId } = requireSession(c);
    const { id } = c.req.valid('param');
    const { body } = c.req.valid('json');
    if (body === '') throw new ApiError('comment_empty');
    await consume(limit, memberId);
    await editComment(deps, id, memberId, body, c.get('lang'));
    return c.json(await readComment(db, uuidFromId(id), readerOf(c)));
  });

  routes.delete('/api/comments/:id', describe('Take a comment off', 'social'), param(One), async (c) => {
    const caller = requireSession(c);
    await undo(caller.memberId);
    await deleteComment(deps, c.req.valid('param').id, caller);
    return c.body(null, 204);
  });

  routes.get('/api/mentions', describe('Whom one may mean by the beginning of a name', 'social', MentionList), query(Meant), async (c) => {
    const { memberId } = callerOf(c);
    c.header('Cache-Control', 'private, no-store');
    return c.json({ people: [...(await peopleMeant(db, memberId, c.req.valid('query').q))] });
  });

  return routes;
}

function readerOf(c: Context<ApiEnv>): Reader {
  if (c.get('caller') === null) return { uuid: null, operator: false };
  const { memberId, role, via } = callerOf(c);
  return { uuid: memberId, operator: role === 'operator' && via === 'session' };
}
