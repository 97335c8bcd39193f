import { InvitationRequest, type Invitation } from '@oto/schema/contract/account';
import type { QueryKey } from '@tanstack/solid-query';
import MailPlus from 'lucide-solid/icons/mail-plus';
import { createSignal } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Deeds } from './deeds.ts';

/** Makes one invitation for an address, or codes for whoever gets them. */
export function InviteForm(props: {
  readonly deeds: Deeds;
  readonly touches: readonly QueryKey[];
  readonly onMade: (made: readonly Invitation[]) => void;
}) {
  const app = useApp();
  const [note, setNote] = createSignal('');
  const [email, setEmail] = createSignal('');
  const [days, setDays] = createSignal('30');
  const [count, setCount] = createSignal('1');
  const asked = () =>
    InvitationRequest.safeParse({
      note: note(),
      email: email().trim() === '' ? null : email().trim(),
      days: Number(days()),
      count: email().trim() === '' ? Number(count()) : 1,
    });

  async function invite(): Promise<void> {
    const wish = asked();
    if (!wish.success) return;
    const done = await props.deeds.perform(
      'invite',
      async () => {
        const answer = await app.api.invite(wish.data);
        if (answer.ok) props.onMade(answer.value.invitations);
        return answer;
      },
      app.count('operator.invited', wish.data.count),
      props.touches,
    );
    if (!done) return;
    setNote('');
    setEmail('');
  }

  return (
    <form
      class="form invite"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <div class="two">
        <Field label={app.t('operator.inviteNote')} value={note()} onInput={setNote} max={100} testid="invite-note" />
        <Field
          label={app.t('operator.inviteEmail')}
          hint={app.t('operator.inviteEmailHint')}
          type="email"
          value={email()}
          onInput={setEmail}
          max={254}
          testid="invite-email"
        />
      </div>
      <div class="two">
        <Field label={app.t('operator.inviteDays')} type="number" value={days()} onInput={setDays} testid="invite-days" />
        <Field label={app.t('operator.inviteCount')} type="number" value={count()} onInput={setCount} testid="invite-count" />
      </div>
      <div class="row">
        <Button
          type="submit"
          look="main"
          icon={<MailPlus size={17} aria-hidden="true" />}
          pending={props.deeds.busy() === 'invite'}
          disabled={!asked().success || props.deeds.busy() !== null}
          data-testid="invite-submit"
        >
          {app.t('operator.invite')}
        </Button>
      </div>
    </form>
  );
}
