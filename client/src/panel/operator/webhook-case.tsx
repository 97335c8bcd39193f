import type { Id } from '@oto/schema/base/id';
import type { WebhookEndpoint } from '@oto/schema/contract/webhook';
import KeyRound from 'lucide-solid/icons/key-round';
import Power from 'lucide-solid/icons/power';
import Send from 'lucide-solid/icons/send';
import Trash from 'lucide-solid/icons/trash';
import { Show } from 'solid-js';
import type { Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

const TOUCHES = [KEYS.operator('webhooks'), KEYS.operator('deliveries')];

/** One endpoint: where, what it is told, how it stands, and what can be done about it. */
export function WebhookCase(props: {
  readonly endpoint: WebhookEndpoint;
  readonly deeds: Deeds;
  /** The one whose deliveries alone are shown. */
  readonly only: Id | null;
  readonly onOnly: (id: Id | null) => void;
  readonly onSecret: (secret: string) => void;
}) {
  const app = useApp();
  const one = () => props.endpoint;
  const key = (deed: string) => `${one().id} ${deed}`;
  const busy = (deed: string) => props.deeds.busy() === key(deed);
  const stand = () => (one().offBecause === null ? (one().failingSince === null ? 'on' : 'trouble') : (one().offBecause ?? 'on'));
  const perform = <T,>(deed: string, act: () => Promise<Answer<T>>, done: string): void =>
    void props.deeds.perform(key(deed), act, done, TOUCHES);
  const rotate = async () => {
    const answer = await app.api.rotateWebhook(one().id);
    if (answer.ok && answer.value.secret !== undefined) props.onSecret(answer.value.secret);
    return answer;
  };
  return (
    <li class="case" data-state={stand()} data-testid="webhook" data-id={one().id}>
      <div class="case-head">
        <p>
          <Show when={one().note}>{(note) => <b>{note()} </b>}</Show>
          <code>{one().url}</code>
        </p>
        <span class="state-chip" data-state={CHIP[stand()]}>
          {app.t(`webhook.stand.${stand()}`)}
        </span>
      </div>
      <p class="small muted">
        {one()
          .events.map((type) => app.t(`webhook.type.${type}`))
          .join(' · ')}
      </p>
      <p class="small case-facts">
        <span>{app.count('webhook.waiting', one().waiting)}</span>
        <span>{app.count('webhook.failed', one().failed)}</span>
        <Show when={one().failingSince}>
          {(since) => <span class="case-debt">{app.t('webhook.failingSince', { when: app.format().stamp(since()) })}</span>}
        </Show>
        <Show when={one().secretBeforeUntil}>
          {(until) => <span>{app.t('webhook.bothUntil', { when: app.format().stamp(until()) })}</span>}
        </Show>
      </p>
      <div class="row wrap case-deeds">
        <Button
          icon={<Send size={16} aria-hidden="true" />}
          pending={busy('test')}
          disabled={!one().enabled || props.deeds.busy() !== null}
          onPress={() => perform('test', () => app.api.testWebhook(one().id), app.t('webhook.tested'))}
          data-testid="webhook-test"
        >
          {app.t('webhook.test')}
        </Button>
        <Button
          icon={<Power size={16} aria-hidden="true" />}
          pending={busy('power')}
          disabled={props.deeds.busy() !== null}
          onPress={() =>
            perform(
              'power',
              () => app.api.changeWebhook(one().id, { enabled: !one().enabled }),
              app.t(one().enabled ? 'webhook.switchedOff' : 'webhook.switchedOn'),
            )
          }
          data-testid="webhook-power"
        >
          {app.t(one().enabled ? 'webhook.off' : 'webhook.on')}
        </Button>
        <Button
          look="quiet"
          aria-pressed={props.only === one().id}
          onPress={() => props.onOnly(props.only === one().id ? null : one().id)}
          data-testid="webhook-only"
        >
          {app.t('webhook.only')}
        </Button>
        <ConfirmButton
          label={app.t('webhook.rotate')}
          ask={app.t('webhook.rotateAsk')}
          yes={app.t('webhook.rotateYes')}
          icon={<KeyRound size={16} aria-hidden="true" />}
          pending={busy('rotate')}
          disabled={props.deeds.busy() !== null}
          onConfirm={() => perform('rotate', rotate, app.t('webhook.rotated'))}
          testid="webhook-rotate"
        />
        <ConfirmButton
          danger
          label={app.t('webhook.remove')}
          ask={app.t('webhook.removeAsk')}
          yes={app.t('webhook.removeYes')}
          icon={<Trash size={16} aria-hidden="true" />}
          pending={busy('remove')}
          disabled={props.deeds.busy() !== null}
          onConfirm={() => perform('remove', () => app.api.removeWebhook(one().id), app.t('webhook.removed'))}
          testid="webhook-remove"
        />
      </div>
    </li>
  );
}

const CHIP = { on: 'live', trouble: 'draining', operator: 'none', gone: 'down', failing: 'down' } as const;
