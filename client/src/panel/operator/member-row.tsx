import type { OperatorMember } from '@oto/schema/contract/account';
import { ForgiveRequest } from '@oto/schema/contract/purchase';
import HandCoins from 'lucide-solid/icons/hand-coins';
import UserCog from 'lucide-solid/icons/user-cog';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

const TOUCHES = [KEYS.operator('members'), KEYS.operator('balance')];

export function MemberRow(props: { readonly member: OperatorMember; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.member;
  const [forgiving, setForgiving] = createSignal(false);
  const isOperator = () => one().role === 'operator';
  const key = (deed: string) => `${one().id} ${deed}`;

  function setRole(role: OperatorMember['role']): void {
    void props.deeds.perform(
      key('role'),
      () => app.api.setRole(one().id, role),
      app.t(role === 'operator' ? 'operator.promoted' : 'operator.demoted', { name: one().name }),
      TOUCHES,
    );
  }

  return (
    <li class="case" data-testid="operator-member" data-id={one().id}>
      <div class="case-head">
        <p>
          <b>{one().name}</b> <span class="muted">@{one().handle}</span>
        </p>
        <span class="state-chip" data-state={isOperator() ? 'live' : 'none'} data-testid="member-role">
          {app.t(isOperator() ? 'operator.isOperator' : 'operator.isMember')}
        </span>
      </div>
      <p class="small muted case-facts">
        <span>{one().email}</span>
        <Show when={!one().emailVerified}>
          <span>{app.t('operator.unverified')}</span>
        </Show>
        <span>{app.t('operator.joined', { when: app.format().since(one().joinedAt, Date.now()) })}</span>
        <span>{app.t('operator.hasTokens', { tokens: app.count('tokens', one().available) })}</span>
        <Show when={one().hidden}>
          <span>{app.t('operator.hidden')}</span>
        </Show>
        <Show when={one().debt > 0}>
          <b class="case-debt">{app.t('operator.hasDebt', { tokens: app.count('tokens', one().debt) })}</b>
        </Show>
      </p>
      <div class="row wrap case-deeds">
        <ConfirmButton
          danger={isOperator()}
          label={app.t(isOperator() ? 'operator.demote' : 'operator.promote')}
          ask={app.t(isOperator() ? 'operator.demoteAsk' : 'operator.promoteAsk', { name: one().name })}
          yes={app.t(isOperator() ? 'operator.demoteYes' : 'operator.promoteYes')}
          icon={<UserCog size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('role')}
          disabled={props.deeds.busy() !== null}
          onConfirm={() => setRole(isOperator() ? 'member' : 'operator')}
          testid="member-set-role"
        />
        <Show when={one().debt > 0}>
          <Button
            icon={<HandCoins size={16} aria-hidden="true" />}
            aria-expanded={forgiving()}
            onPress={() => setForgiving(!forgiving())}
            data-testid="member-forgive"
          >
            {app.t('operator.forgive')}
          </Button>
        </Show>
      </div>
      <Show when={forgiving() && one().debt > 0}>
        <ForgiveForm member={one()} deeds={props.deeds} busyKey={key('forgive')} onDone={() => setForgiving(false)} />
      </Show>
    </li>
  );
}

function ForgiveForm(props: {
  readonly member: OperatorMember;
  readonly deeds: Deeds;
  readonly busyKey: string;
  readonly onDone: () => void;
}) {
  const app = useApp();
  const [reason, setReason] = createSignal('');
  const asked = () => ForgiveRequest.safeParse({ reason: reason() });
  return (
    <div class="form case-form">
      <Field label={app.t('operator.reason')} value={reason()} onInput={setReason} max={200} testid="forgive-reason" />
      <ConfirmButton
        danger
        label={app.t('operator.forgiveYes')}
        ask={app.t('operator.forgiveAsk', { tokens: app.count('tokens', props.member.debt) })}
        yes={app.t('operator.forgiveYes')}
        icon={<HandCoins size={16} aria-hidden="true" />}
        pending={props.deeds.busy() === props.busyKey}
        disabled={!asked().success || props.deeds.busy() !== null}
        onConfirm={() =>
          void props.deeds
            .perform(props.busyKey, () => app.api.forgive(props.member.id, reason().trim()), app.t('operator.forgiven'), TOUCHES)
            .then((done) => done && props.onDone())
        }
        testid="forgive-submit"
      />
    </div>
  );
}
