import { FLAG_STATES, FLAGS, type FlagState, type FlagView } from '@oto/schema/contract/flag';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { Loaded } from '../ui/states.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useFlags } from './queries-launch.ts';

/** What is shown to some before it is shown to all. */
export function FlagsPage() {
  const app = useApp();
  const asked = useFlags();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <p class="muted">{app.t('flag.lead')}</p>
      <Loaded asked={asked} lines={5}>
        {(flags) => (
          <ul class="cases">
            <For each={flags()}>{(flag) => <FlagRow flag={flag} deeds={deeds} />}</For>
          </ul>
        )}
      </Loaded>
    </>
  );
}

function FlagRow(props: { readonly flag: FlagView; readonly deeds: Deeds }) {
  const app = useApp();
  const words = () => FLAGS[props.flag.name][app.lang()];
  const [state, setState] = createSignal<FlagState>(props.flag.state);
  const [share, setShare] = createSignal(String(props.flag.share));
  const [handles, setHandles] = createSignal('');
  // What another operator has changed meanwhile.
  createEffect(
    on(
      () => props.flag.changedAt,
      () => {
        setState(props.flag.state);
        setShare(String(props.flag.share));
        setHandles(props.flag.members.map(({ handle }) => `@${handle}`).join(' '));
      },
    ),
  );
  const named = () =>
    handles()
      .split(/[\s,]+/)
      .map((handle) => handle.replace(/^@/, ''))
      .filter((handle) => handle !== '');
  const changed = () =>
    state() !== props.flag.state ||
    (state() === 'share' && share() !== String(props.flag.share)) ||
    (state() === 'members' && named().join() !== props.flag.members.map(({ handle }) => handle).join());
  const fit = () => Number.isInteger(Number(share())) && Number(share()) >= 0 && Number(share()) <= 100;

  return (
    <li class="case" data-testid="flag" data-name={props.flag.name} data-state={props.flag.state}>
      <div class="case-head">
        <p>
          <b>{words().name}</b>
        </p>
        <span class="muted small">
          {props.flag.changedAt === null ? app.t('flag.asBorn') : app.format().since(props.flag.changedAt, Date.now())}
        </span>
      </div>
      <p class="muted small">{words().does}</p>
      <div class="two">
        <Choice
          label={app.t('flag.for', { name: words().name })}
          options={FLAG_STATES.map((value) => ({ value, label: app.t(`flag.state.${value}`) }))}
          value={state()}
          onChoose={(value) => setState(FLAG_STATES.find((one) => one === value) ?? 'off')}
          testid={`flag-${props.flag.name}`}
        />
        <Show when={state() === 'share'}>
          <Field label={app.t('flag.share')} type="number" value={share()} onInput={setShare} testid="flag-share" />
        </Show>
        <Show when={state() === 'members'}>
          <Field
            label={app.t('flag.members')}
            hint={app.t('flag.membersHint')}
            value={handles()}
            onInput={setHandles}
            testid="flag-members"
          />
        </Show>
      </div>
      <Show when={changed()}>
        <div class="row end">
          <Button
            look="main"
            pending={props.deeds.busy() === props.flag.name}
            disabled={props.deeds.busy() !== null || !fit()}
            onPress={() =>
              void props.deeds.perform(
                props.flag.name,
                () => app.api.changeFlag({ name: props.flag.name, state: state(), share: Number(share()), members: named() }),
                app.t('flag.changed', { name: words().name }),
                [KEYS.operator('flags'), KEYS.me, KEYS.site],
              )
            }
            data-testid="flag-save"
          >
            {app.t('flag.save')}
          </Button>
        </div>
      </Show>
    </li>
  );
}
