import { newId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Deploy } from '@oto/schema/contract/deploy';
import type { HouseRule, OperatorAppeal } from '@oto/schema/contract/moderation';
import type { OperatorJob, OperatorQueue, OperatorWorker } from '@oto/schema/contract/operator';
import { operatorMoneyStandIn } from './operator-money-stand-in.ts';

const NOW = Date.now();
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();
const LEA = { id: newId(), name: 'Léa Martin', handle: 'lea' };
const TOM = { id: newId(), name: 'Tom Okoro', handle: 'tom' };

type Engine = OperatorWorker['engines'][number];
const engine = (id: string, kind: Kind, name: string, models: string[], rest: Partial<Engine> = {}): Engine => ({
  id,
  kind,
  name,
  models,
  trained: true,
  ceiling: 12,
  accepts: [],
  slots: 1,
  healthy: true,
  ...rest,
});

const WORKERS: readonly OperatorWorker[] = [
  {
    name: 'gpu-paris-1',
    seenAt: ago(3),
    live: true,
    draining: false,
    running: 2,
    engines: [
      engine('mistral', 'text', 'Mistral 7B par vLLM', ['mistral-7b-instruct', 'mixtral-8x7b'], { slots: 8 }),
      engine('sd', 'image', 'Stable Diffusion par ComfyUI', ['sd-xl-turbo'], { accepts: ['image'] }),
      engine('animatediff', 'video', 'AnimateDiff', ['v3'], {
        accepts: ['image'],
        healthy: false,
        detail: 'ComfyUI ne répond pas : connect ECONNREFUSED 127.0.0.1:8188',
      }),
    ],
  },
  {
    name: 'atelier-2',
    seenAt: ago(8),
    live: true,
    draining: true,
    running: 1,
    engines: [
      engine('oto-text', 'text', 'Plume intégrée', ['classique-1', 'classique-long'], { trained: false, slots: 2 }),
      engine('oto-voice', 'voice', 'Voix intégrée', ['classique-1'], { trained: false, accepts: ['audio'] }),
    ],
  },
  { name: 'gpu-lyon-1', seenAt: ago(60 * 47), live: false, draining: false, running: 0, engines: [] },
];

function job(kind: Kind, state: OperatorJob['state'], seconds: number, rest: Partial<OperatorJob> = {}): OperatorJob {
  return {
    id: newId(),
    creation: newId(),
    author: seconds % 2 === 0 ? LEA : TOM,
    kind,
    state,
    priority: 0,
    attempt: 0,
    step: 0,
    steps: 1,
    worker: null,
    price: 12,
    charged: null,
    kept: null,
    createdAt: ago(seconds),
    startedAt: null,
    finishedAt: null,
    error: null,
    attempts: [],
    ...rest,
  };
}

const attempt = (n: number, seconds: number, code: string, detail: string): OperatorJob['attempts'][number] => ({
  attempt: n,
  worker: n % 2 === 0 ? 'gpu-lyon-1' : 'gpu-paris-1',
  startedAt: ago(seconds),
  endedAt: ago(seconds - 40),
  code,
  detail,
});

const QUEUE: OperatorQueue = {
  counts: [
    { kind: 'text', waiting: 1, running: 1, doneLastHour: 214, failedLastHour: 0 },
    { kind: 'image', waiting: 2, running: 1, doneLastHour: 61, failedLastHour: 2 },
    { kind: 'video', waiting: 1, running: 0, doneLastHour: 0, failedLastHour: 3 },
    { kind: 'voice', waiting: 0, running: 1, doneLastHour: 18, failedLastHour: 0 },
  ],
  waiting: [
    job('image', 'queued', 12, { priority: 1, steps: 2 }),
    job('text', 'queued', 31),
    job('video', 'queued', 45, { steps: 3, attempt: 1, attempts: [attempt(1, 44, 'engine_unavailable', 'connect ECONNREFUSED')] }),
    job('image', 'queued', 240, { priority: -1 }),
  ],
  running: [
    job('image', 'running', 22, { worker: 'gpu-paris-1', attempt: 1, step: 1, steps: 2, startedAt: ago(9) }),
    job('voice', 'running', 51, { worker: 'atelier-2', attempt: 2, startedAt: ago(20) }),
  ],
  dead: [
    job('video', 'failed', 3600, {
      attempt: 3,
      steps: 2,
      step: 1,
      charged: 0,
      startedAt: ago(3590),
      finishedAt: ago(3300),
      error: {
        code: 'engine_oom',
        detail: 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 23.65 GiB.',
      },
      attempts: [
        attempt(1, 3590, 'engine_timeout', 'no progress for 120 s'),
        attempt(2, 3480, 'worker_lost', 'the lease ran out'),
        attempt(3, 3360, 'engine_oom', 'CUDA out of memory at 512x512, 16 frames; smaller was tried'),
      ],
    }),
    job('image', 'failed', 5400, {
      attempt: 1,
      finishedAt: ago(5380),
      error: { code: 'engine_protocol', detail: 'KSampler: unknown sampler "euler_z"' },
      attempts: [attempt(1, 5390, 'engine_protocol', 'KSampler: unknown sampler "euler_z"')],
    }),
  ],
};

const RULES: readonly HouseRule[] = [
  {
    id: newId(),
    phrases: ['loto gratuit', 'gain garanti', 'cliquez ici'],
    reason: 'house_rule',
    adviceFr: 'Pas de publicité sur la feuille.',
    adviceEn: 'No advertising on the sheet.',
    enabled: true,
    createdAt: ago(86_400 * 20),
    refusedLastWeek: 37,
  },
  {
    id: newId(),
    phrases: ['Jean Durand'],
    reason: 'personal_data',
    adviceFr: '',
    adviceEn: '',
    enabled: false,
    createdAt: ago(86_400 * 3),
    refusedLastWeek: 0,
  },
];

const APPEALS: readonly OperatorAppeal[] = [
  {
    id: newId(),
    state: 'open',
    prompt: 'Un polar où l’inspectrice comprend comment le poison a été dosé dans le thé, sans rien montrer',
    refusal: { id: newId(), reason: 'weapons', advice: 'Parlez du sujet sans le mode d’emploi.', passage: 'comment le poison a été dosé' },
    words: 'C’est une intrigue de roman, il n’y a aucune recette.',
    answer: '',
    createdAt: ago(2400),
    decidedAt: null,
    member: LEA,
  },
  {
    id: newId(),
    state: 'allowed',
    prompt: 'Une scène de guerre vue par un enfant',
    refusal: { id: newId(), reason: 'violence', advice: '', passage: '' },
    words: 'Le texte parle de paix.',
    answer: 'Vous avez raison, rien de cru ici.',
    createdAt: ago(90_000),
    decidedAt: ago(80_000),
    member: TOM,
  },
];

const DEPLOYS: readonly Deploy[] = [
  deploy('asked', 20, { by: { type: 'operator', name: LEA.name, handle: LEA.handle }, title: null, commit: null }),
  deploy('running', 90, { title: 'Keep the strings straight while two people pull', startedAt: ago(80) }),
  deploy('rolled_back', 7200, {
    title: 'Draw the far map from tiles',
    startedAt: ago(7190),
    finishedAt: ago(6900),
    deployed: '9'.repeat(40),
    log: '2026-11-23T17:28:04Z replacing api\n2026-11-23T17:30:04Z api is not well: unhealthy\n2026-11-23T17:31:10Z the version before serves again: 999999999',
  }),
  deploy('overtaken', 7300, {}),
  deploy('done', 90_000, { startedAt: ago(89_990), finishedAt: ago(89_800), deployed: '9'.repeat(40), log: 'done: 999999999 is deployed' }),
];

function deploy(state: Deploy['state'], seconds: number, rest: Partial<Deploy>): Deploy {
  return {
    id: newId(),
    state,
    by: { type: 'github', login: 'lea-martin' },
    commit: 'c0ffee1234'.repeat(4),
    title: 'Let everybody wave',
    askedAt: ago(seconds),
    startedAt: null,
    finishedAt: null,
    deployed: null,
    log: '',
    ...rest,
  };
}

/** The operator's routes. Null: not one of them. `empty`: nothing waits, nobody works, no rule. */
export function createOperatorStandIn(empty: boolean) {
  let queue: OperatorQueue = empty
    ? { counts: QUEUE.counts.map((one) => ({ ...one, waiting: 0, running: 0 })), waiting: [], running: [], dead: [] }
    : QUEUE;
  let rules = empty ? [] : RULES;
  let appeals = empty ? [] : APPEALS;
  const without = (id: string): void => {
    const others = (jobs: OperatorJob[]) => jobs.filter((one) => one.id !== id);
    queue = { ...queue, waiting: others(queue.waiting), running: others(queue.running), dead: others(queue.dead) };
  };

  return (method: string, path: string, body: Record<string, unknown>): unknown => {
    const [, , , , id = '', deed = ''] = path.split('/');
    switch (`${method} ${path.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
      case 'GET /api/operator/deploys':
        return { branch: 'main', github: !empty, host: !empty, deploys: empty ? [] : DEPLOYS };
      case 'POST /api/operator/deploys':
        return DEPLOYS[0];
      case 'GET /api/operator/workers':
        return { workers: empty ? [] : WORKERS };
      case 'GET /api/operator/queue':
        return queue;
      case 'POST /api/operator/jobs/:id/retry':
      case 'POST /api/operator/jobs/:id/cancel': {
        const again = queue.dead.find((one) => one.id === id);
        without(id);
        if (deed === 'retry' && again !== undefined)
          queue = { ...queue, waiting: [...queue.waiting, { ...again, state: 'queued', error: null }] };
        return {};
      }
      case 'POST /api/operator/jobs/:id/priority': {
        const waiting = queue.waiting.map((one) => (one.id === id ? { ...one, priority: Number(body['priority']) } : one));
        queue = { ...queue, waiting: waiting.toSorted((a, b) => b.priority - a.priority) };
        return {};
      }
      case 'GET /api/operator/rules':
        return { rules };
      case 'POST /api/operator/rules': {
        const made = { ...body, id: newId(), createdAt: ago(0), refusedLastWeek: 0 } as HouseRule;
        rules = [made, ...rules];
        return made;
      }
      case 'PATCH /api/operator/rules/:id':
        rules = rules.map((one) => (one.id === id ? { ...one, ...body } : one));
        return rules.find((one) => one.id === id);
      case 'DELETE /api/operator/rules/:id':
        rules = rules.filter((one) => one.id !== id);
        return {};
      case 'GET /api/operator/appeals':
        return { appeals };
      case 'POST /api/operator/appeals/:id':
        appeals = appeals.map((one) =>
          one.id === id
            ? { ...one, state: body['decision'] as OperatorAppeal['state'], answer: String(body['answer']), decidedAt: ago(0) }
            : one,
        );
        return {};
      case 'POST /api/operator/grant':
        return {};
      default:
        return operatorMoneyStandIn(method, path, body);
    }
  };
}
