import { newId } from '@oto/schema/base/id';
import {
  STATUS_COMPONENTS,
  type Incident,
  type IncidentRequest,
  type IncidentUpdateRequest,
  type Status,
} from '@oto/schema/contract/status';
import type { Transport } from '../../api/http.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const INCIDENTS: readonly Incident[] = [
  {
    id: newId(),
    components: ['image', 'video'],
    impact: 'slow',
    state: 'found',
    beganAt: ago(48),
    overAt: null,
    updates: [
      {
        state: 'found',
        fr: 'Une carte graphique sur deux est en panne. Les images attendent plus longtemps ; aucune n’est perdue.',
        en: 'One of two graphics cards is down. Pictures wait longer; none is lost.',
        at: ago(21),
      },
      { state: 'looking', fr: 'Les images et les vidéos sont lentes.', en: 'Pictures and films are slow.', at: ago(47) },
    ],
  },
  {
    id: newId(),
    components: ['mail'],
    impact: 'none',
    state: 'over',
    beganAt: ago(60 * 53),
    overAt: ago(60 * 52),
    updates: [{ state: 'over', fr: 'Les lettres partent à nouveau.', en: 'Letters leave again.', at: ago(60 * 52) }],
  },
];

/** `trouble`: what the strip says of the board; `empty`: no incident was ever written of. */
export type StatusScene = { readonly trouble: 'slow' | 'down' | null; readonly empty: boolean };

/** How the service is, and the operators' incidents, over the transport beside it. */
export function withStatus(others: Transport, { trouble, empty }: StatusScene): Transport {
  let incidents = empty ? [] : INCIDENTS;

  const status = (): Status => ({
    overall: trouble ?? 'up',
    at: new Date().toISOString(),
    components: STATUS_COMPONENTS.map((name) => ({
      name,
      state: name === 'board' && trouble === 'down' ? 'down' : 'up',
      since: ago(30),
      waitSeconds: null,
      uptime: 999,
      days: [],
    })),
    incidents: trouble === 'slow' ? incidents.filter(({ overAt }) => overAt === null) : [],
  });

  function answer(method: string, path: string, body: IncidentRequest): unknown {
    const id = path.split('/')[4] ?? '';
    switch (`${method} ${path.replace(/\/[\w-]{22}$/, '/:id')}`) {
      case 'GET /api/status':
        return status();
      case 'GET /api/operator/incidents':
        return { incidents };
      case 'POST /api/operator/incidents': {
        const made = told({ id: newId(), components: body.components, beganAt: new Date().toISOString(), updates: [] }, body);
        incidents = [made, ...incidents];
        return made;
      }
      case 'POST /api/operator/incidents/:id':
        incidents = incidents.map((one) => (one.id === id ? told(one, body) : one));
        return incidents.find((one) => one.id === id) ?? null;
      default:
        return null;
    }
  }

  return async (path, init, onSent) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as IncidentRequest;
    const value = answer(init.method ?? 'GET', new URL(path, 'http://workshop').pathname, body);
    return value === null ? others(path, init, onSent) : Response.json(value);
  };
}

/** The incident as it goes on. */
function told(
  { id, components, beganAt, updates }: Pick<Incident, 'id' | 'components' | 'beganAt' | 'updates'>,
  { impact, state, fr, en }: IncidentUpdateRequest,
): Incident {
  const at = new Date().toISOString();
  return { id, components, impact, state, beganAt, overAt: state === 'over' ? at : null, updates: [{ state, fr, en, at }, ...updates] };
}
