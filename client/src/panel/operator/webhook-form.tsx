import { WEBHOOK_TYPES, WebhookCreate, type WebhookType } from '@oto/schema/contract/webhook';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, For } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Deeds } from './deeds.ts';

/** Adds an address, and what it is told. */
export function WebhookForm(props: { readonly deeds: Deeds; readonly onSecret: (secret: string) => void }) {
  const app = useApp();
  const [url, setUrl] = createSignal('');
  const [note, setNote] = createSignal('');
  const [events, setEvents] = createSignal<readonly WebhookType[]>([]);
  const wish = () => WebhookCreate.safeParse({ url: url(), note: note(), events: events() });
  const toggle = (type: WebhookType): void => {
    setEvents(WEBHOOK_TYPES.filter((one) => (one === type ? !events().includes(one) : events().includes(one))));
  };

  async function add(): Promise<void> {
    const asked = wish();
    if (!asked.success) return;
    const done = await props.deeds.perform(
      'webhook add',
      async () => {
        const answer = await app.api.makeWebhook(asked.data);
        if (answer.ok && answer.value.secret !== undefined) props.onSecret(answer.value.secret);
        return answer;
      },
      app.t('webhook.added'),
      [KEYS.operator('webhooks')],
    );
    if (!done) return;
    setUrl('');
    setNote('');
    setEvents([]);
  }

  return (
    <form
      class="form invite"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="two">
        <Field
          label={app.t('webhook.url')}
          hint={app.t('webhook.urlHint')}
          value={url()}
          onInput={setUrl}
          max={2000}
          testid="webhook-url"
        />
        <Field label={app.t('webhook.note')} value={note()} onInput={setNote} max={100} testid="webhook-note" />
      </div>
      <fieldset class="field">
        <legend class="field-label">{app.t('webhook.events')}</legend>
        <div class="chips">
          <For each={WEBHOOK_TYPES}>
            {(type) => (
              <button
                type="button"
                class="chip"
                aria-pressed={events().includes(type)}
                onClick={() => toggle(type)}
                data-testid={`webhook-event-${type}`}
              >
                {app.t(`webhook.type.${type}`)}
              </button>
            )}
          </For>
        </div>
      </fieldset>
      <div class="row">
        <Button
          type="submit"
          look="main"
          icon={<Plus size={17} aria-hidden="true" />}
          pending={props.deeds.busy() === 'webhook add'}
          disabled={!wish().success || props.deeds.busy() !== null}
          data-testid="webhook-add"
        >
          {app.t('webhook.add')}
        </Button>
      </div>
    </form>
  );
}
