import type { Target } from '../bad-input/target.ts';

/** One address of each class of answer. `page`: a document that a browser shows; `frame`: one that others may frame. */
export type PageClass = {
  readonly name: string;
  readonly path: string;
  readonly kind: 'page' | 'frame' | 'data' | 'refusal';
  readonly signedIn?: boolean;
  readonly method?: string;
};

export function pageClasses({ openCreation, privateCreation, agent, plot }: Target): readonly PageClass[] {
  return [
    { name: 'the board', path: '/', kind: 'page' },
    { name: 'a note’s address', path: `/n/${openCreation}`, kind: 'page' },
    { name: 'terms', path: '/terms.html', kind: 'page' },
    { name: 'verification', path: '/verify.html', kind: 'page' },
    { name: 'an address that nothing has', path: '/nothing/here', kind: 'page' },
    { name: 'reference', path: '/docs', kind: 'page' },
    { name: 'an embedded note', path: `/embed/n/${openCreation}`, kind: 'frame' },
    { name: 'world', path: '/api/world', kind: 'data' },
    { name: 'map', path: '/api/map', kind: 'data' },
    { name: 'site', path: '/api/site', kind: 'data' },
    { name: 'search', path: '/api/search?q=rain', kind: 'data' },
    { name: 'status', path: '/api/status', kind: 'data' },
    { name: 'a creation', path: `/api/creations/${openCreation}`, kind: 'data' },
    { name: 'an agent', path: `/api/agents/${agent}`, kind: 'data' },
    { name: 'a plot', path: `/api/plots/${plot.x}/${plot.y}`, kind: 'data' },
    { name: 'media', path: `/media/${openCreation}/main`, kind: 'data' },
    { name: 'a thumbnail', path: `/media/${openCreation}/thumb`, kind: 'data' },
    { name: 'a picture to share', path: `/share/${openCreation}.jpg`, kind: 'data' },
    { name: 'oEmbed', path: '/oembed?url=https%3A%2F%2Foto.example%2Fn%2Fx', kind: 'refusal' },
    { name: 'keys', path: '/.well-known/jwks.json', kind: 'data' },
    { name: 'openapi.json', path: '/openapi.json', kind: 'data' },
    { name: 'health', path: '/healthz', kind: 'data' },
    { name: 'oneself', path: '/api/me', kind: 'data', signedIn: true },
    { name: 'the wallet', path: '/get_tokens', kind: 'data', signedIn: true },
    { name: 'events', path: '/events', kind: 'data', signedIn: true },
    { name: 'not signed in', path: '/api/me', kind: 'refusal' },
    { name: 'somebody else’s', path: `/api/creations/${privateCreation}`, kind: 'refusal' },
    { name: 'not found', path: '/api/nothing', kind: 'refusal' },
    { name: 'a wrong method', path: '/api/world', kind: 'refusal', method: 'DELETE' },
    { name: 'not a worker', path: '/worker/claim', kind: 'refusal', method: 'POST' },
  ];
}
