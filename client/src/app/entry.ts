import { ERRORS, isErrorCode } from '@oto/schema/contract/errors';
import { createEffect, onMount } from 'solid-js';
import type { App } from './context.ts';

/** Which form led away to the provider, so that coming back is greeted; kept by this tab alone. */
const MARK = 'oto.entry';
/** Milliseconds: an account younger than this was made on the way. */
const JUST_MADE = 5 * 60_000;

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

/**
 * `?signin=` is an error's code, or `open` for the form alone. Greets whoever comes back from another way in, or opens the form with what went wrong there. What the
 * provider's way needs and did not get (the terms, a code) is asked by the sign-up form. Called under a Solid root.
 */
export function arrivedBySignIn(app: App): void {
  const asked = new URLSearchParams(location.search).get('signin');
  const mark = takeMark();
  if (asked !== null) {
    onMount(() => {
      history.replaceState(history.state, '', location.pathname);
      const up = asked === 'terms_not_accepted' || asked === 'invitation_needed' || asked === 'bad_invitation';
      app.showDialog({
        type: 'join',
        mode: up ? 'up' : 'in',
        ...(isErrorCode(asked) ? { failure: { code: asked, status: ERRORS[asked].http, requestId: null, fields: [] } } : {}),
      });
    });
    return;
  }
  if (mark === null) return;
  let greeted = false;
  createEffect(() => {
    const me = app.me();
    if (greeted || !me) return;
    greeted = true;
    void greet(app, mark, me.handle);
  });
}

async function greet(app: App, mark: EntryMode, handle: string): Promise<void> {
  const me = app.me();
  if (!me) return;
  const member = mark === 'up' ? await app.api.member(handle) : null;
  if (member?.ok === true && Date.now() - Date.parse(member.value.joinedAt) < JUST_MADE) app.setWelcome(me.wallet.available);
  else app.notify({ tone: 'done', title: app.t('signin.done', { name: me.name }) });
}
