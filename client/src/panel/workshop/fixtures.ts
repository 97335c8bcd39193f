import { newId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Agent } from '@oto/schema/contract/agent';
import type { Creation, Step } from '@oto/schema/contract/creation';
import type { Job } from '@oto/schema/contract/job';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Me } from '@oto/schema/contract/identity';
import type { World } from '@oto/schema/contract/world';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

export const ME: Me = {
  id: newId(),
  name: 'Camille Roy',
  handle: 'camille',
  email: 'camille@example.org',
  role: 'member',
  lang: 'fr',
  plots: [{ x: 2, y: 0 }],
  wallet: { available: 188, paid: 0, promo: 200, held: 12, earnings: 3, debt: 0, expiring: null },
  account: { emailVerified: true, password: true, passkeys: 0, oidc: false, terms: TERMS_VERSION, confirmedUntil: null },
  flags: ['feedback_picture', 'member_invitations', 'new_version_note'],
};
const LEA = { id: newId(), name: 'Léa Martin', handle: 'lea' };
const TOM = { id: newId(), name: 'Tom Okoro', handle: 'tom' };

function agent(name: string, role: string, kind: Kind, colour: number, fee: number, instructions: string, mine = false): Agent {
  return {
    id: newId(),
    versionId: newId(),
    version: 2,
    owner: mine ? { id: ME.id, name: ME.name, handle: ME.handle } : LEA,
    kind,
    engine: `oto-${kind}`,
    model: 'classique-1',
    name,
    role,
    instructions,
    fee,
    colour,
    lang: 'fr',
    plot: { x: 2, y: 0 },
    seat: [120, -80, 20],
    createdAt: ago(60 * 24 * 9),
    mine,
  };
}

export const AGENTS: readonly Agent[] = [
  agent(
    'Clio',
    'conteuse',
    'text',
    0,
    2,
    'Je relie tes images aux voix du quartier. Phrases courtes, un détail concret, jamais de morale.',
    true,
  ),
  agent('Ciels', 'peintre de ciels', 'image', 1, 3, 'Grands ciels, horizon bas, lumière rasante.'),
  agent('Bobine', 'cinéaste de poche', 'video', 4, 4, 'Plans lents, la caméra respire.'),
  agent('Rosa', 'voix du marché', 'voice', 3, 1, 'Voix chaude et claire.'),
  agent('Haïku', 'trois lignes, pas plus', 'text', 2, 0, ''),
];

function step(index: number, of: Agent, prompt: string, output: string, tokens: number): Step {
  return {
    index,
    agent: {
      id: of.id,
      versionId: of.versionId,
      name: of.name,
      role: of.role,
      colour: of.colour,
      owner: of.owner,
      editedSince: index === 0,
    },
    kind: of.kind,
    engine: of.engine,
    engineName: 'Atelier intégré',
    model: of.model,
    trained: false,
    prompt,
    instructions: of.instructions,
    output,
    sources: [index === 0 ? { from: 'prompt' } : { from: 'step', step: index - 1 }],
    media: [],
    tokens,
    startedAt: ago(34),
    durationMs: 1240 + index * 900,
  };
}

const STORY = `On entendait la pluie battre le zinc, et quelqu’un, très loin, jouait du piano. Rien ne pressait : la ville dormait.

Le gardien du phare descendit les cent douze marches sans lampe. Il connaissait chacune par son grain, par la plainte qu’elle rendait sous le pied. En bas, la mer avait laissé sur le seuil une botte, un filet bleu et une lettre sans adresse.

Il la lut trois fois. Puis il remonta, et pour la première fois depuis des années il tourna la lampe vers la terre.`;

const [clio, ciels, bobine, rosa] = AGENTS as readonly [Agent, Agent, Agent, Agent, Agent];
export const picture = (title: string, tint: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="768" height="768"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#2b2a55"/><stop offset=".7" stop-color="${tint}"/><stop offset="1" stop-color="#f7d9a0"/></linearGradient></defs><rect width="768" height="768" fill="url(#s)"/><circle cx="520" cy="210" r="70" fill="#f3e3ff"/><path d="M0 560q180-150 380-40t388-60v308H0Z" fill="#1d2340"/><title>${title}</title></svg>`)}`;

function creation(kind: Kind, title: string, prompt: string, mine: boolean, rest: Partial<Creation>): Creation {
  return {
    id: newId(),
    job: newId(),
    author: mine ? { id: ME.id, name: ME.name, handle: ME.handle } : TOM,
    kind,
    title,
    prompt,
    lang: 'fr',
    visibility: 'published',
    fork: 'allowed',
    inputs: [],
    plot: { x: 2, y: 0 },
    seat: [200, 140, -30],
    steps: [],
    parents: [],
    children: [],
    media: [],
    tokens: 6,
    createdAt: ago(34),
    publishedAt: ago(30),
    remakeOf: null,
    remadeAs: null,
    mine,
    mayFork: true,
    ...rest,
  };
}

const media = (url: string, mime: string): Creation['media'] => [
  { variant: 'main', url, mime, bytes: 181_000, sha256: '0'.repeat(64), width: 768, height: 768 },
];

const STORY_NOTE = creation('text', 'Le phare qui ne dort pas', 'Une histoire de gardien de phare, la nuit, avec une lettre', false, {
  text: STORY,
  steps: [step(0, clio, 'Une histoire de gardien de phare, la nuit, avec une lettre', STORY, 6)],
});
export const CREATIONS: readonly Creation[] = [
  STORY_NOTE,
  creation('image', 'Ciel brûlé', 'La mer au lever du jour, une lumière rose', false, {
    media: media(picture('Ciel brûlé', '#d1728f'), 'image/webp'),
    steps: [
      step(0, clio, 'La mer au lever du jour', 'Une baie immobile, trois voiliers, la lumière rose qui monte.', 4),
      step(1, ciels, 'Une baie immobile, trois voiliers, la lumière rose qui monte.', '', 9),
    ],
    parents: [{ id: STORY_NOTE.id, title: STORY_NOTE.title, author: TOM }],
    tokens: 13,
  }),
  creation('voice', 'Voix du marché', 'Bonjour à toutes et à tous, le marché ouvre ce matin', false, {
    peaks: Array.from({ length: 120 }, (_, index) => Math.abs(Math.sin(index * 0.35) * Math.cos(index * 0.11)) * 0.85 + 0.08),
    durationMs: 42_000,
    media: media('/missing.wav', 'audio/wav'),
    steps: [step(0, rosa, 'Bonjour à toutes et à tous, le marché ouvre ce matin', '', 5)],
  }),
  creation('video', 'Océan de néon', 'Un océan de néon, lent', true, {
    media: media('/missing.mp4', 'video/mp4'),
    inputs: [{ role: 'image', url: picture('Plage', '#7fb8a0') }],
    steps: [
      step(0, clio, 'Un océan de néon, lent', 'Sous la houle, des filaments roses remontent un à un, sans bruit.', 4),
      {
        ...step(1, ciels, 'Sous la houle, des filaments roses remontent un à un, sans bruit.', '', 9),
        trained: true,
        engineName: 'ComfyUI',
        model: 'sd_xl_base_1.0',
        sources: [
          { from: 'step', step: 0 },
          { from: 'input', index: 0 },
        ],
        media: media(picture('Océan', '#a04fd1'), 'image/webp'),
      },
      {
        ...step(2, bobine, 'Sous la houle, des filaments roses remontent un à un, sans bruit.', '', 18),
        sources: [
          { from: 'step', step: 0 },
          { from: 'step', step: 1 },
        ],
      },
    ],
    tokens: 31,
  }),
  creation('image', 'Baie privée', 'Une baie sous la neige', true, {
    visibility: 'private',
    plot: null,
    seat: null,
    publishedAt: null,
    media: media(picture('Baie', '#6f9bd1'), 'image/webp'),
    steps: [step(0, ciels, 'Une baie sous la neige', '', 9)],
  }),
];

const engine = (kind: Kind, name: string, ceiling: number): World['engines'][number] => ({
  id: `oto-${kind}`,
  kind,
  name,
  models: kind === 'text' ? ['classique-1', 'classique-long'] : ['classique-1'],
  trained: false,
  accepts: kind === 'image' || kind === 'video' ? ['image'] : kind === 'voice' ? ['audio'] : [],
  ceiling,
  healthy: true,
});

export const WORLD: World = {
  atlasEpoch: 1,
  protocol: 1,
  members: 128,
  notes: 2417,
  bounds: { x0: -4, y0: -4, x1: 4, y1: 4 },
  liveliest: { x: 2, y: -1, notes: 9 },
  switches: { generation: true, signup: true, purchase: true },
  engines: [
    engine('text', 'Plume intégrée', 4),
    engine('image', 'Pinceau intégré', 9),
    engine('video', 'Bobine intégrée', 18),
    engine('voice', 'Voix intégrée', 5),
  ],
  providers: [],
};

function job(agents: readonly Agent[], rest: Partial<Job>): Job {
  return {
    id: newId(),
    creation: STORY_NOTE.id,
    kind: agents.at(-1)?.kind ?? 'text',
    state: 'running',
    where: 'private',
    prompt: 'Un poème sur le phare qui n’éclaire que les souvenirs',
    agents: agents.map((one) => one.id),
    position: null,
    etaMs: 20_000,
    pct: 0,
    phase: 'queued',
    step: 0,
    attempt: 1,
    price: 15,
    charged: null,
    kept: null,
    error: null,
    plot: null,
    createdAt: ago(1),
    finishedAt: null,
    ...rest,
  };
}
const ENDED = new Date(NOW + 60_000).toISOString();

/** Jobs as they stand at one moment, by the workshop's `?jobs=`. */
export const JOBS = {
  queued: [job([clio, ciels, bobine], { state: 'queued', position: 2, etaMs: 18_500, attempt: 0 })],
  running: [job([clio, ciels, bobine], { phase: 'painting', step: 1, pct: 46 })],
  retried: [job([ciels], { state: 'queued', position: 0, etaMs: 9000, attempt: 1 })],
  failed: [
    job([ciels], { state: 'failed', charged: 0, error: { code: 'engine_timeout', message: '' }, finishedAt: ENDED, phase: 'painting' }),
  ],
  kept: [
    job([clio, ciels, bobine], {
      state: 'failed',
      charged: 6,
      kept: 'image',
      step: 2,
      error: { code: 'engine_oom', message: '' },
      finishedAt: ENDED,
    }),
  ],
  cancelled: [job([clio, ciels], { state: 'cancelled', charged: 0, finishedAt: ENDED })],
  succeeded: [job([clio, ciels, bobine], { state: 'succeeded', charged: 13, pct: 100, finishedAt: ENDED })],
} as const satisfies { readonly [scene: string]: readonly Job[] };
