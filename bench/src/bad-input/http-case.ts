import type { Case, Outcome } from './case.ts';
import { newId } from '@oto/schema/base/id';
import { refusedOnly, send, type Answer, type Sent } from './http-send.ts';
import type { Target } from './target.ts';

export type Judge = (answer: Answer) => Outcome;
export type Address = { readonly method: string; readonly path: string; readonly body?: unknown };

export const JSON_TYPE = { 'content-type': 'application/json' };

/** Every address that changes something for a member, with a sound body. */
export function changing({ plot, agent, privateCreation, job }: Target): readonly Address[] {
  const home = `/api/plots/${plot.x}/${plot.y}`;
  return [
    { method: 'PATCH', path: '/api/me', body: { name: 'Eve' } },
    { method: 'POST', path: '/api/pass' },
    { method: 'POST', path: '/api/keys', body: { name: 'key', scopes: ['read'] } },
    { method: 'DELETE', path: `/api/keys/${newId()}` },
    { method: 'POST', path: '/api/agents', body: { kind: 'text', name: 'Agent' } },
    { method: 'PATCH', path: `/api/agents/${agent}`, body: { name: 'Taken' } },
    { method: 'POST', path: '/api/quotes', body: { agents: [agent] } },
    { method: 'POST', path: '/generate_text', body: { agents: [agent], prompt: 'x', maxTokens: 1_000 } },
    { method: 'POST', path: '/generate_image', body: { agents: [agent], prompt: 'x', maxTokens: 1_000 } },
    { method: 'POST', path: `/api/jobs/${job}/cancel` },
    { method: 'PATCH', path: `/api/creations/${privateCreation}`, body: { title: 'Taken' } },
    { method: 'POST', path: `/api/creations/${privateCreation}/publish`, body: { visibility: 'published', fork: 'allowed' } },
    { method: 'PUT', path: `/api/notes/${privateCreation}/like` },
    { method: 'DELETE', path: `/api/notes/${privateCreation}/like` },
    { method: 'PUT', path: `/api/notes/${privateCreation}/vote` },
    { method: 'DELETE', path: `/api/notes/${privateCreation}/vote` },
    { method: 'POST', path: `/api/notes/${privateCreation}/comments`, body: { body: 'Hello' } },
    { method: 'PATCH', path: `/api/comments/${newId()}`, body: { body: 'Taken' } },
    { method: 'DELETE', path: `/api/comments/${newId()}` },
    { method: 'PUT', path: '/api/members/nobody-at-all/follow' },
    { method: 'DELETE', path: '/api/members/nobody-at-all/follow' },
    { method: 'PATCH', path: home, body: { policy: 'owner' } },
    { method: 'PUT', path: `${home}/guests/someone` },
    { method: 'DELETE', path: `${home}/guests/someone` },
    { method: 'POST', path: '/api/operator/grant', body: { member: newId(), amount: 1_000_000, reason: 'because' } },
    { method: 'PUT', path: '/api/operator/switches', body: { switch: 'generation', enabled: false } },
    { method: 'POST', path: '/api/operator/hide', body: { type: 'member', id: newId(), hidden: true, reason: 'because' } },
    { method: 'POST', path: '/api/operator/invitations', body: { count: 100 } },
    { method: 'POST', path: `/api/operator/members/${newId()}/role`, body: { role: 'operator' } },
    { method: 'POST', path: `/api/operator/members/${newId()}/forgive`, body: { reason: 'because' } },
    { method: 'POST', path: `/api/operator/purchases/${newId()}/refund`, body: { reason: 'because' } },
    { method: 'POST', path: '/api/operator/reconcile' },
    { method: 'POST', path: '/api/operator/deploys' },
    { method: 'POST', path: `/api/purchases/${newId()}/recheck` },
    { method: 'POST', path: `/api/purchases/${newId()}/withdraw`, body: { confirm: true } },
    { method: 'DELETE', path: `/api/sessions/${newId()}` },
    { method: 'DELETE', path: `/api/passkeys/${newId()}` },
    { method: 'POST', path: '/api/me/password', body: { current: 'not this password', password: 'long enough for all' } },
    { method: 'POST', path: '/api/me/delete', body: { handle: 'somebody-else', works: 'remove' } },
    { method: 'POST', path: '/api/auth/sign-out' },
  ];
}

export function one(name: string, sent: Sent, target: Target, judge: Judge = refusedOnly): Case {
  return { group: 'http', name, run: async () => judge(await send(target.url, sent)) };
}

export function asAttacker({ url, attacker }: Target): Record<string, string> {
  return { origin: url, cookie: attacker.cookie };
}
