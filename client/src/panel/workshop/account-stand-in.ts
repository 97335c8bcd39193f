import { newId } from '@oto/schema/base/id';
import type { AuditEntry, Passkey, Session } from '@oto/schema/contract/account';
import { ERRORS, type ErrorCode } from '@oto/schema/contract/errors';
import { TERMS_VERSION, type Publisher, type Site } from '@oto/schema/contract/site';
import type { Transport } from '../../api/http.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

const SITE: Site = {
  signUp: 'open',
  waitingList: false,
  flags: [],
  oidc: { name: 'Auth0' },
  mail: false,
  mailbox: '/mailbox',
  payments: 'test',
  terms: { version: TERMS_VERSION },
  publisher: null,
};

export const PUBLISHER: Publisher = {
  name: 'Papier & Ficelle, association loi 1901',
  address: '12 rue des Tisserands, 69001 Lyon',
  contact: 'bonjour@example.org',
  host: 'Exemple Hébergement, 1 quai du Port, 59000 Lille',
  mediator: null,
};

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

const session = (userAgent: string, address: string, seen: number, current = false): Session => ({
  id: newId(),
  current,
  createdAt: ago(seen + 60 * 24 * 3),
  seenAt: ago(seen),
  userAgent,
  address,
});
const deed = (minutes: number, action: string): AuditEntry => ({
  id: String(minutes),
  at: ago(minutes),
  action,
  actor: null,
  subject: null,
  detail: {},
});

/** What is asked first, so that its window can be seen without the deed. */
export type AccountScene = { readonly site: Partial<Site>; readonly held: 'confirm_identity' | 'terms_not_accepted' | null };

/** Answers for ways in and the account, and leaves the rest to `others`. A token that says "old" has expired. */
export function withAccount(others: Transport, scene: AccountScene): Transport {
  let held = scene.held;
  let sessions = [
    session(FIREFOX, '192.0.2.17', 0, true),
    session(IPHONE, '2001:db8::42:1', 190),
    session('oto-script/1.0', '198.51.100.4', 60 * 30),
  ];
  let passkeys: readonly Passkey[] = [{ id: newId(), name: 'iPhone de Camille', createdAt: ago(60 * 24 * 40), lastUsedAt: ago(190) }];
  const deeds = [deed(3, 'passkey_added'), deed(190, 'sign_in'), deed(60 * 30, 'password_changed'), deed(60 * 24 * 41, 'sign_up')];

  function answer(method: string, path: string, body: Record<string, unknown>): unknown {
    const id = path.split('/')[3] ?? '';
    switch (`${method} ${path.replace(/\/[\w-]{22}(?=\/|$)/, '/:id')}`) {
      case 'GET /api/site':
        return { ...SITE, ...scene.site };
      case 'POST /api/auth/oidc':
        return { url: '/?signin=oidc_unverified' };
      case 'POST /api/auth/passkey/options':
        return { challenge: 'd29ya3Nob3A', rpId: location.hostname, userVerification: 'preferred' };
      case 'POST /api/auth/forgot':
      case 'POST /api/auth/verify/send':
        return {};
      case 'POST /api/auth/verify':
      case 'POST /api/auth/reset':
        return String(body['token']).includes('old') ? 'link_expired' : {};
      case 'POST /api/me/confirm':
      case 'POST /api/me/password':
        return body['password'] === 'wrong password' || body['current'] === 'wrong password' ? 'bad_password' : {};
      case 'POST /api/me/terms':
        return {};
      case 'GET /api/passkeys':
        return { passkeys };
      case 'DELETE /api/passkeys/:id':
        passkeys = passkeys.filter((one) => one.id !== id);
        return {};
      case 'GET /api/sessions':
        return { sessions };
      case 'DELETE /api/sessions/:id':
        sessions = sessions.filter((one) => one.id !== id);
        return {};
      case 'DELETE /api/sessions':
        sessions = sessions.filter((one) => one.current);
        return {};
      case 'GET /api/me/audit':
        return { entries: deeds };
      case 'POST /api/me/delete':
        return {};
      default:
        return null;
    }
  }

  return async (path, init, onSent) => {
    const method = init.method ?? 'GET';
    const dear = method !== 'GET' && !/^\/api\/(auth|me\/(confirm|terms)$)/.test(path);
    if (held !== null && dear) {
      const code = held;
      held = null;
      return refused(code);
    }
    const value = answer(method, path, typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {});
    if (value === null) return others(path, init, onSent);
    await new Promise((resolve) => {
      setTimeout(resolve, 120);
    });
    return typeof value === 'string' ? refused(value as ErrorCode) : Response.json(value);
  };
}

function refused(code: ErrorCode): Response {
  return Response.json({ error: { code, message: '', requestId: 'workshop' } }, { status: ERRORS[code].http });
}
