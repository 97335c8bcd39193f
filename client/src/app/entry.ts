import { ERRORS, isErrorCode } from '@oto/schema/contract/errors';
import { createEffect, onMount } from 'solid-js';
import type { Arrival } from './arrival.ts';
import type { App } from './context.ts';

/** Which form led away to the provider, so that coming back is greeted; kept by this tab alone. */
const MARK = 'oto.entry';
/** Milliseconds: an account younger than this was made on the way. */
const JUST_MADE = 5 * 60_000;
/** What the sign-up form can mend. */
const BY_SIGNING_UP: readonly string[] = ['terms_not_accepted', 'invitation_needed', 'bad_invitation'];

export type EntryMode = 'up' | 'in';

export function markEntry(mode: EntryMode): void {
  try {
    sessionStorage.setItem(MARK, mode);
  } catch {
    // Without storage one comes back without being greeted.
  }
}

function takeMark(): EntryMode | null {
  try {
    const mark = sessionStorage.getItem(MARK);
    sessionStorage.removeItem(MARK);
    return mark === 'up' || mark === 'in' ? mark : null;
  } catch {
    return null;
  }
}

/** Opens what one came for, or greets whoever comes back signed in. Called once under a Solid root. */
export function enter(app: App, arrival: Arrival | null): void {
  const mark = takeMark();
  if (arrival !== null) onMount(() => openFor(app, arrival));
  else if (mark !== null) greetOnce(app, mark);
}

function openFor(app: App, arrival: Arrival): void {
  switch (arrival.type) {
    case 'signin': {
      const { code } = arrival;
      const mode = code !== null && BY_SIGNING_UP.includes(code) ? 'up' : 'in';
      const failure = isErrorCode(code) ? { failure: { code, status: ERRORS[code].http, requestId: null, fields: [] } } : {};
      app.showDialog({ type: 'join', mode, ...failure });
      return;
    }
    case 'invitation':
      app.showDialog({ type: 'join', mode: 'up', invitation: arrival.code });
      return;
    case 'purchase':
      app.showDialog({ type: 'purchase', id: arrival.id, left: arrival.left });
      return;
    case 'shop':
      app.showDialog({ type: 'shop' });
      return;
    case 'verify':
    case 'reset':
      app.showDialog({ type: arrival.type, token: arrival.token });
      return;
    default:
      return arrival satisfies never;
  }
}

function greetOnce(app: App, mark: EntryMode): void {
  let greeted = false;
  createEffect(() => {
    const me = app.me();
    if (greeted || !me) return;
    greeted = true;
    void isNew(app, mark, me.handle).then((yes) => {
      if (yes) app.setWelcome(me.wallet.available);
      else app.notify({ tone: 'done', title: app.t('signin.done', { name: me.name }) });
    });
  });
}

/** The provider's way does not say whether it found an account or made one. */
async function isNew(app: App, mark: EntryMode, handle: string): Promise<boolean> {
  if (mark === 'in') return false;
  const member = await app.api.member(handle);
  return member.ok && Date.now() - Date.parse(member.value.joinedAt) < JUST_MADE;
}
