import { Switch } from '@kobalte/core/switch';
import type { NotificationOffer } from '@oto/schema/contract/notification';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import BellRing from 'lucide-solid/icons/bell-ring';
import { createResource, createSignal, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { dropPush } from '../../app/keep-push.ts';
import type { PushState } from '../../app/push-device.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Loaded } from '../ui/states.tsx';
import { FormError } from '../ui/form-error.tsx';

/** The ways to be told: here always; on this device and by e-mail when asked for. */
export function NewsSettings() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.newsOffer, queryFn: async () => valueOf(await app.api.notificationOffer()) }));
  return (
    <Loaded asked={asked}>
      {(offer) => (
        <div class="news-ways">
          <p class="muted">{app.t('notify.lead')}</p>
          <div class="news-way">
            <BellRing size={22} aria-hidden="true" />
            <div>
              <p class="news-way-title">{app.t('notify.here')}</p>
              <p class="muted small">{app.t('notify.hereText')}</p>
            </div>
          </div>
          <PushWay offer={offer()} />
          <EmailWay offer={offer()} />
        </div>
      )}
    </Loaded>
  );
}

type Words = 'unsupported' | 'unconfigured' | 'denied' | 'off' | 'on';

function PushWay(props: { readonly offer: NotificationOffer }) {
  const app = useApp();
  const queries = useQueryClient();
  const [device, { refetch }] = createResource<PushState>(() => app.push.state());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const state = (): Words | undefined => {
    if (props.offer.pushKey === null) return 'unconfigured';
    const known = device.latest;
    // Subscribed, but nothing is sent: as good as off.
    return known === 'on' && !props.offer.push ? 'off' : known;
  };
  const possible = () => state() === 'on' || state() === 'off';

  async function turn(on: boolean): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const trouble = on ? await turnOn() : await turnOff();
    setProblem(trouble);
    await Promise.all([refetch(), queries.invalidateQueries({ queryKey: KEYS.newsOffer })]);
    setBusy(false);
    if (trouble === null) app.notify({ tone: 'done', title: app.t(on ? 'notify.pushOn' : 'notify.pushOff') });
  }

  /** The permission must be asked in the click itself: nothing is awaited before. */
  async function turnOn(): Promise<string | null> {
    const key = props.offer.pushKey;
    if (key === null) return null;
    const subscribed = await app.push.subscribe(key);
    if (!subscribed.ok) return app.t(`notify.problem.${subscribed.why}`);
    const added = await app.api.addPush(subscribed.address);
    if (!added.ok) {
      await app.push.unsubscribe();
      return app.sentence(added.failure);
    }
    const set = await app.api.setNotifications({ push: true, email: props.offer.email });
    return set.ok ? null : app.sentence(set.failure);
  }

  /** On this device alone: others of mine go on. */
  async function turnOff(): Promise<string | null> {
    await dropPush(app.api, app.push);
    return null;
  }

  return (
    <div class="news-way-block">
      <Switch
        class="switch"
        checked={state() === 'on'}
        disabled={!possible() || busy()}
        onChange={(on) => void turn(on)}
        aria-busy={busy()}
        data-testid="push"
        data-state={state()}
      >
        <Switch.Input data-testid="push-switch" aria-describedby="push-words" />
        <Switch.Control class="switch-track">
          <Switch.Thumb class="switch-thumb" />
        </Switch.Control>
        <Switch.Label class="news-way-title">{app.t('notify.push')}</Switch.Label>
      </Switch>
      <p class="muted small" id="push-words">
        <Show when={state()} fallback={app.t('state.loading')}>
          {(now) => app.t(busy() ? 'notify.push.busy' : `notify.push.${now()}`)}
        </Show>
      </p>
      <Show when={problem()}>
        {(text) => (
          <p class="form-error" role="alert" data-testid="push-problem">
            {text()}
          </p>
        )}
      </Show>
    </div>
  );
}

function EmailWay(props: { readonly offer: NotificationOffer }) {
  const app = useApp();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);

  async function turn(on: boolean): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.api.setNotifications({ push: props.offer.push, email: on });
    if (answer.ok) {
      await queries.invalidateQueries({ queryKey: KEYS.newsOffer });
      app.notify({ tone: 'done', title: app.t(on ? 'notify.emailOn' : 'notify.emailOff') });
    } else setProblem(app.sentence(answer.failure));
    setBusy(false);
  }

  return (
    <div class="news-way-block">
      <Switch
        class="switch"
        checked={props.offer.email && props.offer.emailAvailable}
        disabled={!props.offer.emailAvailable || busy()}
        onChange={(on) => void turn(on)}
        aria-busy={busy()}
      >
        <Switch.Input data-testid="email-switch" aria-describedby="email-words" />
        <Switch.Control class="switch-track">
          <Switch.Thumb class="switch-thumb" />
        </Switch.Control>
        <Switch.Label class="news-way-title">{app.t('notify.email')}</Switch.Label>
      </Switch>
      <p class="muted small" id="email-words">
        {app.t(props.offer.emailAvailable ? 'notify.emailText' : 'notify.emailNone', { address: app.me()?.email ?? '' })}
      </p>
      <FormError text={problem()} />
    </div>
  );
}
