import { Hono } from 'hono';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { Agent, AgentCreate, AgentPatch } from '@oto/schema/contract/agent';
import { IdText, KindText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { json, param, query } from '../http/validate.ts';
import { changeAgent } from './change-agent.ts';
import { createAgent } from './create-agent.ts';
import { agentOf, readAgents } from './read-agents.ts';

const LIST_MAX = 100;
const ListQuery = z.object({ kind: KindText.optional(), mine: z.literal('1').optional(), q: z.string().trim().min(1).max(80).optional() });
const IdParam = z.object({ id: IdText });

export function agentRoutes(deps: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.post('/api/agents', describe('Make an agent: a gold post-it on my plot', 'agents', Agent, 201), json(AgentCreate), async (c) => {
    const caller = requireSession(c);
    const id = await createAgent(deps, caller.memberId, c.req.valid('json'), c.get('lang'));
    return c.json(await readOne(id, caller.memberId), 201);
  });

  routes.get(
    '/api/agents',
    describe('Agents on offer, newest first', 'agents', z.object({ agents: z.array(Agent) })),
    query(ListQuery),
    async (c) => {
      const { kind, mine, q } = c.req.valid('query');
      const owner = mine === undefined ? undefined : callerOf(c).memberId;
      const viewer = c.get('caller')?.memberId ?? null;
      const rows = await readAgents(deps.db, {
        limit: LIST_MAX,
        ...(kind === undefined ? {} : { kind }),
        ...(owner === undefined ? {} : { owner }),
        ...(q === undefined ? {} : { q }),
      });
      return c.json({ agents: rows.map((row) => agentOf(row, viewer)) });
    },
  );

  routes.get('/api/agents/:id', describe('One agent, at its current version', 'agents', Agent), param(IdParam), async (c) => {
    return c.json(await readOne(c.req.valid('param').id, c.get('caller')?.memberId ?? null));
  });

  routes.patch(
    '/api/agents/:id',
    describe('Change my agent: its next version', 'agents', Agent),
    param(IdParam),
    json(AgentPatch),
    async (c) => {
      const caller = requireSession(c);
      const { id } = c.req.valid('param');
      await changeAgent(deps, caller.memberId, id, c.req.valid('json'), c.get('lang'));
      return c.json(await readOne(id, caller.memberId));
    },
  );

  async function readOne(id: string, viewer: string | null) {
    const [row] = await readAgents(deps.db, { id: uuidFromId(id), limit: 1 });
    if (!row) throw new ApiError('unknown_agent');
    return agentOf(row, viewer);
  }

  return routes;
}
