import { DELIVERY_STATES, type DeliveryState, type WebhookDelivery } from '@oto/schema/contract/webhook';
import type { Id } from '@oto/schema/base/id';
import RotateCw from 'lucide-solid/icons/rotate-cw';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import type { Deeds } from './deeds.ts';
import { useDeliveries } from './queries-webhook.ts';

const TOUCHES = [KEYS.operator('webhooks'), KEYS.operator('deliveries')];
const CHIP = { waiting: 'draining', delivered: 'live', failed: 'down' } as const;

/** What was sent, newest first; any can be sent again. */
export function DeliveryLog(props: { readonly deeds: Deeds; readonly endpoint: Id | null; readonly onAll: () => void }) {
  const app = useApp();
  const [state, setState] = createSignal<DeliveryState | null>(null);
  const asked = useDeliveries(() => ({ state: state(), endpoint: props.endpoint }));
  const deliveries = createMemo(() => asked.data?.pages.flat() ?? []);
  return (
    <section>
      <h3 class="subheading">{app.t('webhook.log')}</h3>
      <div class="chips" role="group" aria-label={app.t('operator.state')}>
        <For each={[null, ...DELIVERY_STATES]}>
          {(one) => (
            <button
              type="button"
              class="chip"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
              data-testid={`deliveries-${one ?? 'all'}`}
            >
              {one === null ? app.t('operator.allStates') : app.t(`webhook.state.${one}`)}
            </button>
          )}
        </For>
        <Show when={props.endpoint !== null}>
          <button type="button" class="chip" aria-pressed="true" onClick={() => props.onAll()}>
            {app.t('webhook.onlyOne')}
          </button>
        </Show>
      </div>
      <ReplayFailed deeds={props.deeds} />
      <Loaded asked={asked} lines={5}>
        {() => (
          <Show when={deliveries().length > 0} fallback={<Empty title={app.t('webhook.noDelivery')} />}>
            <ul class="cases">
              <For each={deliveries()}>{(one) => <DeliveryCase delivery={one} deeds={props.deeds} />}</For>
            </ul>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} data-testid="deliveries-more">
                {app.t('operator.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </section>
  );
}

/** Sends again all that was given up since a day. */
function ReplayFailed(props: { readonly deeds: Deeds }) {
  const app = useApp();
  const [since, setSince] = createSignal(new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10));
  const at = () => new Date(`${since()}T00:00:00Z`);
  return (
    <form
      class="deliveries-again"
      onSubmit={(event) => {
        event.preventDefault();
        void props.deeds.perform('replay all', () => app.api.replayFailed(at().toISOString()), app.t('webhook.replayedAll'), TOUCHES);
      }}
    >
      <Field label={app.t('webhook.since')} type="date" value={since()} onInput={setSince} testid="deliveries-since" />
      <Button
        type="submit"
        icon={<RotateCw size={16} aria-hidden="true" />}
        pending={props.deeds.busy() === 'replay all'}
        disabled={Number.isNaN(at().getTime()) || props.deeds.busy() !== null}
        data-testid="deliveries-replay"
      >
        {app.t('webhook.replayAll')}
      </Button>
    </form>
  );
}

function DeliveryCase(props: { readonly delivery: WebhookDelivery; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.delivery;
  const key = () => `${one().id} replay`;
  const name = () => {
    const { type } = one();
    return type === 'webhook.test' ? app.t('webhook.aTest') : app.t(`webhook.type.${type}`);
  };
  return (
    <li class="case" data-state={one().state} data-testid="delivery" data-id={one().id} data-type={one().type} data-tries={one().tries}>
      <div class="case-head">
        <p>
          <b>{name()}</b> <span class="muted">{app.format().stamp(one().createdAt)}</span>
        </p>
        <span class="state-chip" data-state={CHIP[one().state]}>
          {app.t(`webhook.state.${one().state}`)}
        </span>
      </div>
      <p class="small case-facts">
        <code class="muted case-id">{one().url}</code>
        <span>{app.count('webhook.tries', one().tries)}</span>
        <Show when={one().status}>{(status) => <span>HTTP {status()}</span>}</Show>
        <Show when={one().error}>{(error) => <code class="case-debt">{error()}</code>}</Show>
        <Show when={one().nextAt}>{(next) => <span>{app.t('webhook.next', { when: app.format().stamp(next()) })}</span>}</Show>
      </p>
      <details>
        <summary class="small">{app.t('webhook.whole')}</summary>
        <p class="small muted">
          <code>{one().message}</code>
        </p>
        <pre class="engine-detail delivery-words" tabIndex={0}>
          {one().body}
        </pre>
        <Show when={one().answer}>
          {(answer) => (
            <>
              <p class="small">{app.t('webhook.answer')}</p>
              <pre class="engine-detail delivery-words" tabIndex={0}>
                {answer()}
              </pre>
            </>
          )}
        </Show>
      </details>
      <div class="row wrap case-deeds">
        <Button
          icon={<RotateCw size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key()}
          disabled={props.deeds.busy() !== null}
          onPress={() => void props.deeds.perform(key(), () => app.api.replay(one().id), app.t('webhook.replayed'), TOUCHES)}
          data-testid="delivery-replay"
        >
          {app.t('webhook.replay')}
        </Button>
      </div>
    </li>
  );
}
