import type { Invitation } from '@oto/schema/contract/account';
import Trash from 'lucide-solid/icons/trash';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { InviteForm } from './invite-form.tsx';
import { NewCodes } from './new-codes.tsx';
import { useInvitations, useSwitches } from './queries-people.ts';

const TOUCHES = [KEYS.operator('invitations')];

/** Codes by which one joins while sign-up is not open. */
export function InvitationsPage() {
  const app = useApp();
  const asked = useInvitations();
  const switches = useSwitches();
  const deeds = createDeeds();
  const [made, setMade] = createSignal<readonly Invitation[]>([]);
  return (
    <>
      <Freshness asked={asked} />
      <Show when={switches.data}>
        {(on) => <p class="muted">{app.t(on().open_signup ? 'operator.inviteLead.on' : 'operator.inviteLead.off')}</p>}
      </Show>
      <InviteForm deeds={deeds} touches={TOUCHES} onMade={setMade} />
      <NewCodes invitations={made()} />
      <Loaded asked={asked} lines={5}>
        {(invitations) => (
          <Show
            when={invitations().length > 0}
            fallback={<Empty title={app.t('operator.noInvitation')} text={app.t('operator.noInvitationText')} />}
          >
            <ul class="cases">
              <For each={invitations()}>{(one) => <InvitationRow invitation={one} deeds={deeds} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}

type State = 'open' | 'used' | 'expired' | 'revoked';

function stateOf(one: Invitation): State {
  if (one.usedAt !== null) return 'used';
  if (one.revokedAt !== null) return 'revoked';
  return Date.parse(one.expiresAt) <= Date.now() ? 'expired' : 'open';
}

function InvitationRow(props: { readonly invitation: Invitation; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.invitation;
  const key = () => `${one().id} revoke`;
  return (
    <li class="case" data-state={stateOf(one())} data-testid="invitation" data-id={one().id}>
      <div class="case-head">
        <p>
          <b>{one().note === '' ? app.t('operator.noNote') : one().note}</b> <span class="muted">{one().email}</span>
        </p>
        <span class="state-chip" data-state={stateOf(one()) === 'open' ? 'live' : 'none'}>
          {app.t(`operator.invitation.${stateOf(one())}`)}
        </span>
      </div>
      <p class="small muted case-facts">
        <span>{app.format().stamp(one().createdAt)}</span>
        <Show when={one().usedBy} fallback={<span>{app.t('operator.until', { day: app.format().date(one().expiresAt) })}</span>}>
          {(who) => <span>{app.t('operator.usedBy', { name: who().name })}</span>}
        </Show>
      </p>
      <Show when={stateOf(one()) === 'open'}>
        <div class="row wrap case-deeds">
          <ConfirmButton
            danger
            label={app.t('operator.revoke')}
            ask={app.t('operator.revokeAsk')}
            yes={app.t('operator.revokeYes')}
            icon={<Trash size={16} aria-hidden="true" />}
            pending={props.deeds.busy() === key()}
            disabled={props.deeds.busy() !== null}
            onConfirm={() => void props.deeds.perform(key(), () => app.api.revokeInvitation(one().id), app.t('operator.revoked'), TOUCHES)}
            testid="invitation-revoke"
          />
        </div>
      </Show>
    </li>
  );
}
