import { TERMS_VERSION } from '@oto/schema/contract/site';
import LogIn from 'lucide-solid/icons/log-in';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { markEntry, type EntryMode } from '../../app/entry.ts';
import { Button } from '../ui/button.tsx';

/** Leads to the OpenID provider, when there is one, and back here. */
export function ProviderButton(props: {
  readonly mode: EntryMode;
  /** With what a new account asks for; null: not ready yet, and the form says why. */
  readonly ready?: (() => { readonly invitation?: string } | null) | undefined;
  readonly onFailure: (failure: Failure | null) => void;
}) {
  const app = useApp();
  const [busy, setBusy] = createSignal(false);

  async function leave(): Promise<void> {
    const given = props.ready?.();
    if (given === null || busy()) return;
    setBusy(true);
    props.onFailure(null);
    const answer = await app.api.startOidc({
      returnTo: location.pathname + location.search,
      ...(given === undefined ? {} : { ...given, terms: TERMS_VERSION }),
    });
    if (answer.ok) {
      markEntry(props.mode);
      location.assign(answer.value.url);
      return;
    }
    props.onFailure(answer.failure);
    setBusy(false);
  }

  return (
    <Show when={app.site()?.oidc}>
      {(provider) => (
        <Button
          class="wide"
          pending={busy()}
          icon={<LogIn size={18} aria-hidden="true" />}
          onPress={() => void leave()}
          data-testid={`oidc-${props.mode}`}
        >
          {app.t('join.provider', { name: provider().name })}
        </Button>
      )}
    </Show>
  );
}
