import { newId } from '@oto/schema/base/id';
import type { Feedback, FeedbackAbout, FeedbackCase, FeedbackLine } from '@oto/schema/contract/feedback';
import { FLAG_NAMES, FLAGS, type FlagChange, type FlagView } from '@oto/schema/contract/flag';
import type { Waiting, WaitingPerson, Wave } from '@oto/schema/contract/wave';
import type { Transport } from '../../api/http.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const waits = (email: string, lang: 'fr' | 'en', minutes: number, wish = '', wave: string | null = null): WaitingPerson => ({
  id: newId(),
  email,
  lang,
  wish,
  confirmedAt: ago(minutes),
  wave,
});
const wave = (name: string, over: Partial<Wave>): Wave => ({
  id: newId(),
  name,
  who: 'oldest',
  lang: null,
  size: 50,
  perMinute: 30,
  state: 'open',
  opensAt: ago(4),
  createdAt: ago(5),
  endedAt: null,
  sent: 0,
  used: 0,
  stayed: 0,
  ...over,
});

const ABOUT: FeedbackAbout = {
  version: '0.1.0+4f2a91c0d',
  lang: 'fr',
  width: 390,
  height: 844,
  ratio: 3,
  webgl: 'WebKit WebGL',
  browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15',
  connection: 'live',
};
const LINES: readonly FeedbackLine[] = [
  { at: ago(9), area: 'events', level: 'info', code: 'events_live', text: 'Les nouvelles arrivent en direct.' },
  {
    at: ago(8),
    area: 'http',
    level: 'error',
    code: 'unavailable',
    text: 'Le service ne répond pas. (POST /generate_image, 0b1f7a52-77c1)',
  },
];
const said = (kind: FeedbackCase['kind'], words: string, over: Partial<FeedbackCase> = {}): FeedbackCase => ({
  id: newId(),
  kind,
  words,
  state: 'open',
  answer: '',
  createdAt: ago(8),
  answeredAt: null,
  by: { id: newId(), name: 'Léa Martin', handle: 'lea' },
  reachable: true,
  lang: 'fr',
  about: ABOUT,
  lines: [],
  requestIds: [],
  picture: false,
  ...over,
});

/** Who waits, waves, feedback and flags, from memory; the rest is left to `others`. `idle`: there is nothing. */
export function withLaunch(others: Transport, idle: boolean): Transport {
  let people = idle
    ? []
    : [
        waits('noemie@example.org', 'fr', 60 * 30, 'Des affiches pour notre fête de quartier'),
        waits('sam.okafor@example.org', 'en', 60 * 26, 'A storyboard with my students'),
        waits('jean-baptiste.de-la-fontaine@example.org', 'fr', 60 * 5),
        waits('ada@example.org', 'en', 40, '', 'Les traductrices'),
      ];
  let waves = idle
    ? []
    : [
        wave('Deuxième vague', { sent: 18, used: 5 }),
        wave('Les traductrices', { who: 'chosen', size: 1, opensAt: new Date(NOW + 3_600_000).toISOString() }),
        wave('Les premiers', { state: 'done', size: 20, sent: 20, used: 14, stayed: 9, opensAt: ago(60 * 50), endedAt: ago(60 * 49) }),
      ];
  let feedback = idle
    ? []
    : [
        said('broken', 'Quand je tire une ficelle sur mon téléphone, le tableau part avec.', {
          lines: [...LINES],
          requestIds: ['0b1f7a52-77c1'],
        }),
        said('idea', 'I would love to hang several pictures at once.', { by: null, reachable: false, lang: 'en', createdAt: ago(190) }),
        said('love', 'C’est beau, merci.', { createdAt: ago(60 * 27) }),
      ];
  let flags: readonly FlagView[] = FLAG_NAMES.map((name) => ({ name, state: FLAGS[name].initial, share: 0, members: [], changedAt: null }));
  let left = 2;
  let mine: readonly Feedback[] = [];

  function answer(method: string, url: URL, body: Record<string, unknown>): unknown {
    const id = url.pathname.split('/')[4] ?? '';
    switch (`${method} ${url.pathname.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
      case 'POST /api/waiting-list':
        return {};
      case 'GET /api/operator/waiting':
        return {
          people,
          counts: {
            fr: people.filter(({ lang }) => lang === 'fr').length,
            en: people.filter(({ lang }) => lang === 'en').length,
            unconfirmed: 3,
            invited: 6,
          },
        } satisfies Waiting;
      case 'DELETE /api/operator/waiting/:id':
        people = people.filter((one) => one.id !== id);
        return {};
      case 'GET /api/operator/waves':
        return { waves };
      case 'POST /api/operator/waves': {
        const made = wave(String(body['name']), { size: Number(body['size']), opensAt: ago(0), createdAt: ago(0) });
        waves = [made, ...waves];
        return made;
      }
      case 'POST /api/operator/waves/:id': {
        const state = body['deed'] === 'pause' ? 'paused' : body['deed'] === 'stop' ? 'stopped' : 'open';
        waves = waves.map((one) => (one.id === id ? { ...one, state } : one));
        return waves.find((one) => one.id === id) ?? null;
      }
      case 'GET /api/invitations':
        return { left, used: 1 };
      case 'POST /api/invitations':
        left--;
        return { code: '7KQ2-M9XD-4T0V-RB3H', expiresAt: ago(-60 * 24 * 30) };
      case 'POST /api/feedback': {
        const made: Feedback = said(body['kind'] as Feedback['kind'], String(body['words']), { createdAt: ago(0) });
        mine = [made, ...mine];
        return made;
      }
      case 'GET /api/feedback':
        return { feedback: mine };
      case 'GET /api/operator/feedback': {
        const [state, kind] = [url.searchParams.get('state'), url.searchParams.get('kind')];
        return { feedback: feedback.filter((one) => one.state === state && (kind === null || one.kind === kind)) };
      }
      case 'POST /api/operator/feedback/:id': {
        const given = typeof body['answer'] === 'string' ? body['answer'] : '';
        const state = given !== '' ? 'answered' : body['state'] === 'closed' ? 'closed' : 'open';
        feedback = feedback.map((one) =>
          one.id === id ? { ...one, state, answer: given, answeredAt: given === '' ? null : ago(0) } : one,
        );
        return feedback.find((one) => one.id === id) ?? null;
      }
      case 'GET /api/operator/flags':
        return { flags };
      case 'PUT /api/operator/flags': {
        const { name, state, share = 0 } = body as FlagChange;
        flags = flags.map((one) => (one.name === name ? { ...one, state, share, changedAt: ago(0) } : one));
        return { flags };
      }
      default:
        return null;
    }
  }

  return async (path, init, onSent) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>;
    const value = answer(init.method ?? 'GET', new URL(path, 'http://workshop'), body);
    return value === null ? others(path, init, onSent) : Response.json(value);
  };
}
