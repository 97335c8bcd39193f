import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { IdText } from '@oto/schema/contract/common';
import { FollowState, NoteSocial } from '@oto/schema/contract/social';
import type { Deps } from '../deps.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { param } from '../http/validate.ts';
import { follow, followState, unfollow } from './follow.ts';
import { likeNote, unlikeNote } from './like.ts';
import { gestureLimit } from './limits.ts';
import { noteFor, type Note } from './note.ts';
import { noteSocial } from './view.ts';
import { unvote, voteFor } from './vote.ts';

const One = z.object({ id: IdText });
const OneMember = z.object({ handle: z.string().min(1).max(40) });

type Ctx = Context<ApiEnv>;
type Change = (deps: Deps, id: string, member: string) => Promise<Note>;

/** /api/notes/:id: likes and votes. /api/members/:handle/follow. */
export function socialRoutes(deps: Deps): Hono<ApiEnv> {
  const limit = gestureLimit(deps.config.limitsFactor);
  const routes = new Hono<ApiEnv>();

  routes.get('/api/notes/:id/social', describe('What people made of a note', 'social', NoteSocial), param(One), async (c) => {
    const viewer = viewerOf(c);
    const note = await noteFor(deps.db, c.req.valid('param').id, viewer);
    c.header('Cache-Control', 'private, no-store');
    return c.json(await noteSocial(deps.db, note, viewer, deps.now()));
  });

  const gestures: readonly (readonly ['put' | 'delete', 'like' | 'vote', string, Change])[] = [
    ['put', 'like', 'Like a note', likeNote],
    ['delete', 'like', 'Take a like back', unlikeNote],
    ['put', 'vote', 'Give a creation one of my votes of this week', voteFor],
    ['delete', 'vote', 'Take a vote back', unvote],
  ];
  for (const [method, name, summary, change] of gestures) {
    routes[method](`/api/notes/:id/${name}`, describe(summary, 'social', NoteSocial), param(One), async (c) => {
      const { memberId } = requireSession(c);
      await consume(limit, memberId);
      const note = await change(deps, c.req.valid('param').id, memberId);
      return c.json(await noteSocial(deps.db, note, memberId, deps.now()));
    });
  }

  const path = '/api/members/:handle/follow';
  routes.get(path, describe('Whether I follow a member, and how many do', 'social', FollowState), param(OneMember), async (c) => {
    c.header('Cache-Control', 'private, no-store');
    return c.json(await followState(deps.db, c.req.valid('param').handle, viewerOf(c)));
  });
  routes.put(path, describe('Follow a member', 'social', FollowState), param(OneMember), async (c) => {
    const { memberId } = requireSession(c);
    await consume(limit, memberId);
    return c.json(await follow(deps, c.req.valid('param').handle, memberId));
  });
  routes.delete(path, describe('Follow a member no more', 'social', FollowState), param(OneMember), async (c) => {
    const { memberId } = requireSession(c);
    await consume(limit, memberId);
    return c.json(await unfollow(deps, c.req.valid('param').handle, memberId));
  });

  return routes;
}

export function viewerOf(c: Ctx): string | null {
  return c.get('caller') === null ? null : callerOf(c).memberId;
}
