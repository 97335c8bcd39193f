import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Provider, type Configuration } from 'oidc-provider';

/** Its name on our button. */
export const PROVIDER = 'Guilde';
const CLIENT = { id: 'oto', secret: 'two of us know this' } as const;

/** A real OpenID provider beside the stack, whose only question is which address one has. */
export type OpenIdProvider = {
  /** What the stack is told of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Before that it does not answer: whom it serves is known only once the stack has an address. */
  serve(url: string): void;
  close(): Promise<void>;
};

/** Addresses in this domain are those that it has not looked after. */
export const UNVERIFIED = 'unverified.oto.example';

export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    if (provider === null) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/')) void ask(provider, request, response);
    else void provider.callback()(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { OIDC_NAME: PROVIDER, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    serve(url) {
      provider = new Provider(issuer, configuration(`${url}/api/auth/oidc/callback`));
      provider.on('server_error', (_context, error) => void process.stderr.write(`  provider  ${error.stack ?? error.message}\n`));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page with one field; whoever answers it is believed. */
async function ask(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><title>${PROVIDER}</title></head><body><h1>${PROVIDER}</h1>
<form method="post"><label>E-mail <input name="email" data-testid="provider-email"></label>
<button data-testid="provider-enter">Enter</button> <button name="back" value="1" data-testid="provider-back">Turn back</button></form></body></html>`,
    );
    return;
  }
  const form = new URLSearchParams(await text(request));
  const back = form.has('back');
  await provider.interactionFinished(
    request,
    response,
    back ? { error: 'access_denied' } : { login: { accountId: form.get('email') ?? '' } },
  );
}

function configuration(redirectUri: string): Configuration {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256' }] },
    cookies: { keys: ['for cookies alone'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: sub, email_verified: !sub.endsWith(UNVERIFIED), name: sub.split('@')[0] ?? '' }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
  };
}
