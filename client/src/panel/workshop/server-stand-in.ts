import { newId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Agent } from '@oto/schema/contract/agent';
import type { Card } from '@oto/schema/contract/card';
import type { Creation } from '@oto/schema/contract/creation';
import { ERRORS, type ErrorCode } from '@oto/schema/contract/errors';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { ApiKey, Me } from '@oto/schema/contract/identity';
import type { QuoteLine } from '@oto/schema/contract/ledger';
import type { EventFeed } from '../../api/event-stream.ts';
import type { Transport } from '../../api/http.ts';
import { createFileStandIn } from './file-stand-in.ts';
import { AGENTS, CREATIONS, ME, WORLD } from './fixtures.ts';
import { createJobStandIn, type JobScene } from './job-stand-in.ts';
import { createPastStandIn } from './past-stand-in.ts';
import { createPlotStandIn } from './plot-stand-in.ts';

/** Answers as the api would, from memory, so that every panel can be seen without servers. */
export function createServerStandIn(
  as: 'member' | 'operator' | null,
  scene: { readonly jobs: JobScene | null; readonly full: boolean } = { jobs: null, full: false },
): {
  readonly transport: Transport;
  readonly openEvents: (url: string) => EventFeed;
} {
  let me: Me | null = as === null ? null : { ...ME, role: as };
  let keys: readonly ApiKey[] = [];
  const agents: Agent[] = [...AGENTS];
  const feed = new EventTarget();
  const past = createPastStandIn();
  const plots = createPlotStandIn();

  const emit = (event: ServerEvent): void => void feed.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event) }));
  const now = (): string => new Date().toISOString();
  const jobs = createJobStandIn(emit, scene.jobs);
  const files = createFileStandIn(scene.full);
  const deleted = new Set<string>();

  function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const path = url.pathname;
    const id = path.split('/')[3] ?? '';
    const made = /^\/generate_(text|image|video|voice)$/.exec(path);
    if (made) return jobs.generate(made[1] as Kind, body as Parameters<typeof jobs.generate>[1]);
    if (path === '/api/world') return WORLD;
    if (path.startsWith('/collab/')) return past(url) ?? refuse('not_found');
    if (path.startsWith('/api/plots/')) return plots(method, path, body, me) ?? refuse('not_found');
    if (path === '/api/cards') return { cards: (url.searchParams.get('ids') ?? '').split(',').flatMap(cardOf) };
    if (path === '/api/auth/sign-up/email' || path === '/api/auth/sign-in/email') {
      if (body['password'] === 'wrong password') return refuse('bad_password');
      me = { ...ME, name: typeof body['name'] === 'string' ? body['name'] : ME.name };
      return {};
    }
    if (path === '/api/auth/sign-out') {
      me = null;
      return {};
    }
    if (me === null && path !== '/api/agents' && !path.startsWith('/api/creations/')) return refuse('not_signed_in');
    switch (`${method} ${path.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
      case 'GET /api/me':
      case 'PATCH /api/me':
        return me;
      case 'GET /api/agents': {
        const kind = url.searchParams.get('kind');
        const q = (url.searchParams.get('q') ?? '').toLowerCase();
        const mine = url.searchParams.has('mine');
        return {
          agents: agents.filter((one) => (kind === null || one.kind === kind) && (!mine || one.mine) && one.name.toLowerCase().includes(q)),
        };
      }
      case 'POST /api/agents': {
        const agent = { ...(AGENTS[0] as Agent), ...body, id: newId(), mine: true } as Agent;
        agents.unshift(agent);
        return agent;
      }
      case 'PATCH /api/agents/:id':
      case 'GET /api/agents/:id':
        return agents.find((one) => one.id === id) ?? refuse('not_found');
      case 'GET /api/creations/:id':
        return deleted.has(id) ? refuse('not_found') : (CREATIONS.find((one) => one.id === id) ?? refuse('not_found'));
      case 'POST /api/creations/:id/publish':
        return {
          ...(CREATIONS.find((one) => one.id === id) as Creation),
          visibility: 'published',
          plot: { x: 2, y: 0 },
          seat: [10, 20, 0],
        };
      case 'GET /api/creations':
        return {
          creations: CREATIONS.filter((one) => !deleted.has(one.id)).map((one) => ({
            ...one,
            ...(one.kind === 'image' ? { thumb: one.media[0]?.url } : {}),
          })),
        };
      case 'POST /api/quotes':
        return quote(body['agents'] as readonly string[], body['parents'] as readonly string[]);
      case 'GET /api/jobs':
        return { jobs: jobs.all() };
      case 'POST /api/jobs/:id/cancel':
        return jobs.cancel(id) ?? refuse('not_found');
      case 'GET /api/storage':
        return files.storage();
      case 'DELETE /api/creations/:id':
        deleted.add(id);
        files.free(4_200_000);
        return {};
      case 'GET /api/keys':
        return { keys };
      case 'POST /api/keys': {
        const key: ApiKey = {
          id: newId(),
          name: String(body['name']),
          prefix: 'oto_live_3fQk',
          scopes: body['scopes'] as ApiKey['scopes'],
          createdAt: now(),
          lastUsedAt: null,
        };
        keys = [key, ...keys];
        return { ...key, secret: 'oto_live_3fQk-this-is-a-fixture-and-opens-nothing' };
      }
      case 'DELETE /api/keys/:id':
        keys = keys.filter((key) => key.id !== id);
        return {};
      default:
        return refuse('not_found');
    }
  }

  function quote(chosen: readonly string[], parents: readonly string[]): unknown {
    const lines: QuoteLine[] = chosen.flatMap((id): QuoteLine[] => {
      const one = agents.find((agent) => agent.id === id);
      const ceiling = WORLD.engines.find((engine) => engine.kind === one?.kind)?.ceiling ?? 0;
      if (one === undefined) return [];
      return [
        {
          kind: 'engine',
          label: WORLD.engines.find((engine) => engine.kind === one.kind)?.name ?? '',
          payee: null,
          payeeName: null,
          tokens: ceiling,
        },
        { kind: 'agent', label: one.name, agent: one.id, payee: one.owner.id, payeeName: one.owner.name, tokens: one.fee },
      ];
    });
    if (parents.length > 0)
      lines.push(
        { kind: 'royalty', label: 'Le phare', payee: newId(), payeeName: 'Tom Okoro', generation: 1, tokens: 3 },
        { kind: 'royalty', label: 'Marée basse', payee: null, payeeName: null, generation: 2, tokens: 1 },
      );
    return {
      token: `q${Date.now()}`,
      total: lines.reduce((sum, line) => sum + line.tokens, 0),
      lines,
      jar: 0,
      available: me?.wallet.available ?? 0,
      expiresAt: new Date(Date.now() + 300_000).toISOString(),
    };
  }

  function cardOf(id: string): Card[] {
    const agent = agents.find((one) => one.id === id);
    if (agent !== undefined)
      return [
        {
          id: agent.id,
          type: 'agent',
          kind: agent.kind,
          title: agent.name,
          excerpt: agent.role,
          author: agent.owner,
          lang: 'fr',
          trained: false,
          fee: agent.fee,
          createdAt: agent.createdAt,
        },
      ];
    const one = CREATIONS.find((creation) => creation.id === id);
    if (one === undefined) return [];
    return [
      {
        id: one.id,
        type: 'creation',
        kind: one.kind,
        title: one.title,
        excerpt: one.prompt,
        author: one.author,
        lang: 'fr',
        trained: false,
        state: 'done',
        createdAt: one.createdAt,
      },
    ];
  }

  return {
    async transport(path, init, onSent) {
      if (path === '/api/inputs' && init.body instanceof Blob)
        return reply((await files.take(init.body, onSent)) ?? refuse('storage_full'));
      const url = new URL(path, location.origin);
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
      const value = answer(init.method ?? 'GET', url, body);
      await new Promise((resolve) => {
        setTimeout(resolve, 120);
      });
      return reply(value);
    },
    openEvents() {
      queueMicrotask(() => feed.dispatchEvent(new Event('open')));
      return { readyState: 1, addEventListener: (type, listener) => feed.addEventListener(type, listener), close: () => {} };
    },
  };
}

function reply(value: unknown): Response {
  const refused = value instanceof Refused ? value : null;
  const body = refused === null ? value : { error: { code: refused.code, message: '', requestId: 'workshop' } };
  return new Response(JSON.stringify(body), { status: refused === null ? 200 : ERRORS[refused.code].http });
}

class Refused {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    this.code = code;
  }
}

function refuse(code: ErrorCode): Refused {
  return new Refused(code);
}
