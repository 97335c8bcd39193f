import type { Me } from '@oto/schema/contract/identity';
import BadgeCheck from 'lucide-solid/icons/badge-check';
import KeyRound from 'lucide-solid/icons/key-round';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { PasswordForm } from './password-form.tsx';

/** Every way into this account. */
export function EntryPage(props: { readonly me: Me }) {
  const app = useApp();
  return (
    <>
      <section class="account-part" aria-labelledby="account-passkeys">
        <h3 class="subheading" id="account-passkeys">
          {app.t('passkey.title')}
        </h3>
        <p class="muted small">{app.t('passkey.lead')}</p>
        <PasskeyList />
      </section>
      <section class="account-part" aria-labelledby="account-password">
        <h3 class="subheading" id="account-password">
          {app.t('field.password')}
        </h3>
        <PasswordForm has={props.me.account.password} />
      </section>
      <Show when={props.me.account.oidc && app.site()?.oidc}>
        {(provider) => (
          <section class="account-part" aria-labelledby="account-provider">
            <h3 class="subheading" id="account-provider">
              {provider().name}
            </h3>
            <p class="state-line good" data-testid="account-oidc">
              <BadgeCheck size={18} aria-hidden="true" /> {app.t('account.provider', { name: provider().name })}
            </p>
          </section>
        )}
      </Show>
      <section class="account-part" aria-labelledby="account-programs">
        <h3 class="subheading" id="account-programs">
          {app.t('keys.title')}
        </h3>
        <p class="muted small">{app.t('keys.lead')}</p>
        <Button
          icon={<KeyRound size={17} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'keys' })}
          data-testid="account-open-keys"
        >
          {app.t('account.openKeys')}
        </Button>
      </section>
    </>
  );
}
