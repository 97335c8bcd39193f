import { AuditEntry, Passkey, Session, type DeleteRequest } from '@oto/schema/contract/account';
import { Site, TERMS_VERSION } from '@oto/schema/contract/site';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const hasChallenge = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'challenge' in value && typeof value.challenge === 'string';
const RequestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge);
const CreationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge);

export type SignUp = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly terms: typeof TERMS_VERSION;
  readonly invitation?: string;
};

/** Who a session belongs to is proved again by one of these. */
export type Proof = { readonly password: string } | { readonly response: AuthenticationResponseJSON };

/** Ways in, and what a person may know and change of their own account. */
export function accountRoutes({ call, post }: Calls) {
  return {
    site: () => call('/api/site', Site),

    signUp: (form: SignUp) => post('/api/auth/sign-up/email', Nothing, form),
    signIn: (email: string, password: string) => post('/api/auth/sign-in/email', Nothing, { email, password }),
    signOut: () => post('/api/auth/sign-out', Nothing, {}),
    /** The address of the provider's page, to which the browser goes. */
    startOidc: (wish: { readonly returnTo: string; readonly terms?: typeof TERMS_VERSION; readonly invitation?: string }) =>
      post('/api/auth/oidc', z.object({ url: z.string() }), wish),
    passkeyChallenge: () => post('/api/auth/passkey/options', RequestOptions, {}),
    signInByPasskey: (response: AuthenticationResponseJSON) => post('/api/auth/passkey', Nothing, { response }),
    forgot: (email: string) => post('/api/auth/forgot', Nothing, { email }),
    reset: (token: string, password: string) => post('/api/auth/reset', Nothing, { token, password }),
    sendVerification: () => post('/api/auth/verify/send', Nothing, {}),
    verify: (token: string) => post('/api/auth/verify', Nothing, { token }),

    /** `current` is asked of whoever has a password. */
    changePassword: (password: string, current?: string) =>
      post('/api/me/password', Nothing, { password, ...(current === undefined ? {} : { current }) }),
    confirm: (proof: Proof) => post('/api/me/confirm', Nothing, proof),
    acceptTerms: () => post('/api/me/terms', Nothing, { version: TERMS_VERSION }),

    passkeys: () => call('/api/passkeys', z.object({ passkeys: z.array(Passkey) })),
    passkeyWish: () => post('/api/passkeys/options', CreationOptions, {}),
    addPasskey: (name: string, response: RegistrationResponseJSON) => post('/api/passkeys', Passkey, { name, response }),
    removePasskey: (id: string) => call(`/api/passkeys/${id}`, Nothing, { method: 'DELETE' }),

    sessions: () => call('/api/sessions', z.object({ sessions: z.array(Session) })),
    endSession: (id: string) => call(`/api/sessions/${id}`, Nothing, { method: 'DELETE' }),
    endOtherSessions: () => call('/api/sessions', Nothing, { method: 'DELETE' }),

    /** What was done with my account, newest first. */
    audit: () => call('/api/me/audit', z.object({ entries: z.array(AuditEntry) })),
    deleteAccount: (wish: z.infer<typeof DeleteRequest>) => post('/api/me/delete', Nothing, wish),
  };
}

/** A zip that the browser takes away by itself; the session must have been confirmed. */
export const EXPORT_PATH = '/api/me/export';
