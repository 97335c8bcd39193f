import type { Id } from '@oto/schema/base/id';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { createDeeds } from './deeds.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { Freshness } from './freshness.tsx';
import { useWebhooks } from './queries-webhook.ts';
import { WebhookCase } from './webhook-case.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

/** Other programs that are told what happens here, and what became of telling them. */
export function WebhooksPage() {
  const app = useApp();
  const asked = useWebhooks();
  const deeds = createDeeds();
  const [secret, setSecret] = createSignal<string | null>(null);
  const [only, setOnly] = createSignal<Id | null>(null);
  return (
    <>
      <Freshness asked={asked} />
      <p class="muted">{app.t('webhook.lead')}</p>
      <WebhookForm deeds={deeds} onSecret={setSecret} />
      <WebhookSecret secret={secret()} />
      <Loaded asked={asked} lines={4}>
        {(endpoints) => (
          <Show when={endpoints().length > 0} fallback={<Empty title={app.t('webhook.none')} text={app.t('webhook.noneText')} />}>
            <ul class="cases">
              <For each={endpoints()}>
                {(one) => <WebhookCase endpoint={one} deeds={deeds} only={only()} onOnly={setOnly} onSecret={setSecret} />}
              </For>
            </ul>
            <DeliveryLog deeds={deeds} endpoint={only()} onAll={() => setOnly(null)} />
          </Show>
        )}
      </Loaded>
    </>
  );
}
