import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import type { Policy } from '@oto/schema/board/record';
import { Agent, type AgentCreate } from '@oto/schema/contract/agent';
import { Card } from '@oto/schema/contract/card';
import { HistoryLayout, HistoryPage, HistorySince } from '@oto/schema/contract/history';
import { ApiKey, Me, Member, Pass, type API_SCOPES } from '@oto/schema/contract/identity';
import { Wallet } from '@oto/schema/contract/ledger';
import { MapOverview, MapTile } from '@oto/schema/contract/map';
import { PlotFacts } from '@oto/schema/contract/plot';
import { World } from '@oto/schema/contract/world';
import { plotKey, tileOf, type Plot, type Tile } from '@oto/schema/geometry/lattice';
import { z } from 'zod';
import { accountRoutes } from './account-routes.ts';
import { createCalls, type OnHeld } from './calls.ts';
import { request, type Answer, type Failure, type Transport } from './http.ts';
import { launchRoutes } from './launch-routes.ts';
import { lineageRoutes } from './lineage-routes.ts';
import { makingRoutes } from './making-routes.ts';
import { logRoutes } from './log-routes.ts';
import { moderationRoutes } from './moderation-routes.ts';
import { moneyRoutes } from './money-routes.ts';
import { Nothing } from './nothing.ts';
import { notificationRoutes } from './notification-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import { safetyRoutes } from './safety-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { socialRoutes } from './social-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { versionRoutes } from './version-routes.ts';

/** The collab server that holds the plot's documents also answers for their past. */
const pastPath = (plot: Plot): string => `/collab/t/${plotKey(tileOf(plot))}/history/${plotKey(plot)}`;
const plotPath = (plot: Plot): string => `/api/plots/${plot.x}/${plot.y}`;
const guestPath = (plot: Plot, handle: string): string => `${plotPath(plot)}/guests/${encodeURIComponent(handle)}`;

export type ApiScope = (typeof API_SCOPES)[number];

/** Every route the browser uses, typed by the contract. No method rejects. */
export type OtoApi = ReturnType<typeof createOtoApi>;

/** `onFailure` hears of every refusal, for the log console; `onHeld` asks the person for what lifts one. */
export function createOtoApi(
  transport: Transport,
  onFailure: (path: string, failure: Failure) => void = () => {},
  onHeld: OnHeld = async () => false,
) {
  const calls = createCalls(transport, onFailure, onHeld);
  const { call, post } = calls;
  return {
    /** Null when nobody is signed in, which is no failure. */
    async me(): Promise<Answer<Me | null>> {
      const answer = await request(transport, '/api/me', Me);
      if (answer.ok || answer.failure.status !== 401) {
        if (!answer.ok) onFailure('GET /api/me', answer.failure);
        return answer;
      }
      return { ok: true, value: null };
    },
    patchMe: (patch: { readonly name?: string; readonly lang?: Lang; readonly bio?: string }) =>
      call('/api/me', Me, { method: 'PATCH', body: patch }),
    member: (handle: string) => call(`/api/members/${encodeURIComponent(handle)}`, Member),
    pass: () => post('/api/pass', Pass, {}),
    world: () => call('/api/world', World),
    mapOverview: () => call('/api/map', MapOverview),
    mapTile: (tile: Tile) => call(`/api/map/tiles/${tile.x}/${tile.y}`, MapTile),
    cards: (ids: readonly string[]) => call(`/api/cards?ids=${ids.join(',')}`, z.object({ cards: z.array(Card) })),

    agents: (filter: { readonly kind?: Kind; readonly mine?: boolean; readonly q?: string } = {}) => {
      const query = new URLSearchParams();
      if (filter.kind !== undefined) query.set('kind', filter.kind);
      if (filter.mine === true) query.set('mine', '1');
      if (filter.q !== undefined && filter.q !== '') query.set('q', filter.q);
      const tail = query.size === 0 ? '' : `?${query.toString()}`;
      return call(`/api/agents${tail}`, z.object({ agents: z.array(Agent) }));
    },
    agent: (id: string) => call(`/api/agents/${id}`, Agent),
    createAgent: (agent: AgentCreate) => post('/api/agents', Agent, agent),
    editAgent: (id: string, patch: Partial<Omit<AgentCreate, 'kind'>>) =>
      call(`/api/agents/${id}`, Agent, { method: 'PATCH', body: patch }),

    wallet: () => call('/get_tokens', Wallet),
    keys: () => call('/api/keys', z.object({ keys: z.array(ApiKey) })),
    createKey: (name: string, scopes: readonly ApiScope[]) => post('/api/keys', ApiKey, { name, scopes }),
    revokeKey: (id: string) => call(`/api/keys/${id}`, Nothing, { method: 'DELETE' }),

    plot: (plot: Plot) => call(plotPath(plot), PlotFacts),
    setPolicy: (plot: Plot, policy: Policy) => call(plotPath(plot), PlotFacts, { method: 'PATCH', body: { policy } }),
    addGuest: (plot: Plot, handle: string) => call(guestPath(plot, handle), PlotFacts, { method: 'PUT' }),
    removeGuest: (plot: Plot, handle: string) => call(guestPath(plot, handle), PlotFacts, { method: 'DELETE' }),

    /** A page of moments, newest first; `before` is a moment's id. */
    past: (plot: Plot, before?: string) => call(`${pastPath(plot)}${before === undefined ? '' : `?before=${before}`}`, HistoryPage),
    layout: (plot: Plot, moment: string) => call(`${pastPath(plot)}/${moment}`, HistoryLayout),
    /** `at`: milliseconds since 1970. */
    since: (plot: Plot, at: number) => call(`${pastPath(plot)}/since/${Math.round(at)}`, HistorySince),

    ...accountRoutes(calls),
    ...makingRoutes(calls),
    ...launchRoutes(calls),
    ...lineageRoutes(calls),
    ...moneyRoutes(calls),
    ...notificationRoutes(calls),
    ...moderationRoutes(calls),
    ...operatorRoutes(calls),
    ...logRoutes(calls),
    ...profileRoutes(calls),
    ...safetyRoutes(calls),
    ...socialRoutes(calls),
    ...searchRoutes(calls),
    ...webhookRoutes(calls),
    ...statusRoutes(calls),
    ...versionRoutes(calls),
  };
}
