import { RefundRequest, type OperatorPurchase } from '@oto/schema/contract/purchase';
import type { QueryKey } from '@tanstack/solid-query';
import Undo from 'lucide-solid/icons/undo-2';
import { createSignal, Show } from 'solid-js';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import { useApp } from '../../app/context.ts';
import { Field } from '../ui/field.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

/** How much is given back, and why. An answer that never came is asked for again under the same key. */
export function RefundForm(props: {
  readonly purchase: OperatorPurchase;
  readonly deeds: Deeds;
  readonly touches: readonly QueryKey[];
  readonly onDone: () => void;
}) {
  const app = useApp();
  const [tokens, setTokens] = createSignal('');
  const [reason, setReason] = createSignal('');
  const key = () => `${props.purchase.id} refund`;
  const asked = () => RefundRequest.safeParse({ reason: reason(), ...(tokens().trim() === '' ? {} : { tokens: Number(tokens()) }) });
  /** A refused payment gave no tokens: all of it goes back. */
  const whole = () => props.purchase.state === 'refused';
  let open: Attempt<null> | null = null;

  async function refund(): Promise<void> {
    const wish = asked();
    if (!wish.success) return;
    open = nextAttempt(open, JSON.stringify(wish.data), null, newIdempotencyKey);
    const { key: once } = open;
    const done = await props.deeds.perform(
      key(),
      async () => {
        const answer = await app.api.refund(props.purchase.id, wish.data, once);
        if (answer.ok || !outcomeUnknown(answer.failure.status)) open = null;
        return answer;
      },
      app.t('operator.refundDone'),
      props.touches,
    );
    if (done) props.onDone();
  }

  return (
    <div class="form case-form">
      <div class="two">
        <Field label={app.t('operator.reason')} value={reason()} onInput={setReason} max={200} testid="refund-reason" />
        <Show when={!whole()}>
          <Field
            label={app.t('operator.refundTokens')}
            hint={app.t('operator.refundTokensHint')}
            type="number"
            value={tokens()}
            onInput={setTokens}
            testid="refund-tokens"
          />
        </Show>
      </div>
      <ConfirmButton
        danger
        label={app.t('operator.refundYes')}
        ask={app.t(whole() ? 'operator.refundAllAsk' : 'operator.refundAsk', { name: props.purchase.buyer.name })}
        yes={app.t('operator.refundYes')}
        icon={<Undo size={16} aria-hidden="true" />}
        pending={props.deeds.busy() === key()}
        disabled={!asked().success || props.deeds.busy() !== null}
        onConfirm={() => void refund()}
        testid="refund-submit"
      />
    </div>
  );
}
