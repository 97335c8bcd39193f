import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser';

/** `declined`: the person closed the browser's window, or let it wait too long. */
export type Ceremony<T> = { readonly type: 'done'; readonly response: T } | { readonly type: 'declined' | 'failed' };

export function passkeysWork(): boolean {
  return browserSupportsWebAuthn();
}

/** The browser has the person choose a passkey and prove that they hold it. */
export function provePasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<Ceremony<AuthenticationResponseJSON>> {
  return ceremony(() => startAuthentication({ optionsJSON: options }));
}

/** The browser makes a passkey and keeps it. */
export function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<Ceremony<RegistrationResponseJSON>> {
  return ceremony(() => startRegistration({ optionsJSON: options }));
}

/** Whether a passkey can be offered among the e-mail field's suggestions. */
export function passkeysAreSuggested(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/** Waits until one is taken from the suggestions of a field with `webauthn` in its autocomplete. */
export function suggestPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<Ceremony<AuthenticationResponseJSON>> {
  return ceremony(() => startAuthentication({ optionsJSON: options, useBrowserAutofill: true }));
}

/** Ends whatever ceremony is under way, as if declined. */
export function stopPasskey(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function ceremony<T>(begin: () => Promise<T>): Promise<Ceremony<T>> {
  try {
    return { type: 'done', response: await begin() };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return { type: name === 'NotAllowedError' || name === 'AbortError' ? 'declined' : 'failed' };
  }
}
