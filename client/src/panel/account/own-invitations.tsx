import { useQuery, useQueryClient } from '@tanstack/solid-query';
import MailPlus from 'lucide-solid/icons/mail-plus';
import { createSignal, Show } from 'solid-js';
import { valueOf, type Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';

/** Codes for friends, a few a member; each is told this once. */
export function OwnInvitations() {
  const app = useApp();
  const queries = useQueryClient();
  const asked = useQuery(() => ({ queryKey: KEYS.ownInvitations, queryFn: async () => valueOf(await app.api.ownInvitations()) }));
  const [address, setAddress] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function invite(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.inviteFriend();
    if (answer.ok) setAddress(`${location.origin}/?invitation=${answer.value.code}`);
    else setFailure(answer.failure);
    await queries.invalidateQueries({ queryKey: KEYS.ownInvitations });
    setBusy(false);
  }

  return (
    <Show when={asked.data}>
      {(counts) => (
        <section class="account-part" aria-labelledby="own-invitations" data-testid="own-invitations">
          <h3 class="subheading" id="own-invitations">
            {app.t('invite.title')}
          </h3>
          <p class="muted small">{counts().left > 0 ? app.count('invite.left', counts().left) : app.t('invite.none')}</p>
          <Show when={address()}>
            {(link) => (
              <p role="status" class="own-invitation">
                {app.t('invite.link')} <code data-testid="own-invitation">{link()}</code>
              </p>
            )}
          </Show>
          <FormError text={failure() && app.sentence(failure()!)} />
          <div class="row">
            <Button
              icon={<MailPlus size={17} aria-hidden="true" />}
              pending={busy()}
              disabled={counts().left === 0}
              onPress={() => void invite()}
              data-testid="own-invite"
            >
              {app.t('invite.make')}
            </Button>
          </div>
        </section>
      )}
    </Show>
  );
}
