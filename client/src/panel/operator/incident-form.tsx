import {
  INCIDENT_IMPACTS,
  INCIDENT_STATES,
  INCIDENT_WORDS_MAX,
  STATUS_COMPONENTS,
  type Incident,
  type IncidentImpact,
  type IncidentState,
  type StatusComponent,
} from '@oto/schema/contract/status';
import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Deeds } from './deeds.ts';

/** Opens an incident, or says how one goes on: in both languages, or not at all. */
export function IncidentForm(props: { readonly deeds: Deeds; readonly incident: Incident | null }) {
  const app = useApp();
  const [parts, setParts] = createSignal<readonly StatusComponent[]>([]);
  const [impact, setImpact] = createSignal<IncidentImpact>(props.incident?.impact ?? 'slow');
  const [state, setState] = createSignal<IncidentState>(props.incident?.state ?? 'looking');
  const [fr, setFr] = createSignal('');
  const [en, setEn] = createSignal('');
  // Another operator may have said how it goes on: this form does not take that back.
  createEffect(
    on(
      () => props.incident?.updates[0]?.at,
      () => {
        if (props.incident === null) return;
        setImpact(props.incident.impact);
        setState(props.incident.state);
      },
      { defer: true },
    ),
  );
  const key = () => `incident ${props.incident?.id ?? 'new'}`;
  const ready = () => fr().trim() !== '' && en().trim() !== '' && (props.incident !== null || parts().length > 0);
  const toggle = (part: StatusComponent): void => {
    setParts(STATUS_COMPONENTS.filter((one) => (one === part ? !parts().includes(one) : parts().includes(one))));
  };

  async function publish(): Promise<void> {
    const said = { impact: impact(), state: state(), fr: fr().trim(), en: en().trim() };
    const { incident } = props;
    const done = await props.deeds.perform(
      key(),
      () => (incident === null ? app.api.openIncident({ ...said, components: [...parts()] }) : app.api.updateIncident(incident.id, said)),
      app.t('incident.published'),
      [KEYS.operator('incidents'), KEYS.status],
    );
    if (!done) return;
    setParts([]);
    setFr('');
    setEn('');
  }

  return (
    <form
      class="form invite"
      data-testid={props.incident === null ? 'incident-new' : 'incident-go-on'}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) void publish();
      }}
    >
      <Show when={props.incident === null}>
        <Choice title={app.t('incident.what')}>
          <For each={STATUS_COMPONENTS}>
            {(part) => (
              <button
                type="button"
                class="chip"
                aria-pressed={parts().includes(part)}
                onClick={() => toggle(part)}
                data-testid={`incident-part-${part}`}
              >
                {app.t(`incident.part.${part}`)}
              </button>
            )}
          </For>
        </Choice>
      </Show>
      <Choice title={app.t('incident.impact')}>
        <For each={INCIDENT_IMPACTS}>
          {(one) => (
            <button
              type="button"
              class="chip"
              aria-pressed={impact() === one}
              onClick={() => setImpact(one)}
              data-testid={`incident-impact-${one}`}
            >
              {app.t(`incident.impact.${one}`)}
            </button>
          )}
        </For>
      </Choice>
      <Choice title={app.t('incident.state')}>
        <For each={INCIDENT_STATES}>
          {(one) => (
            <button
              type="button"
              class="chip"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
              data-testid={`incident-state-${one}`}
            >
              {app.t(`incident.state.${one}`)}
            </button>
          )}
        </For>
      </Choice>
      <div class="two">
        <Field label={app.t('incident.fr')} value={fr()} onInput={setFr} rows={3} max={INCIDENT_WORDS_MAX} testid="incident-fr" />
        <Field label={app.t('incident.en')} value={en()} onInput={setEn} rows={3} max={INCIDENT_WORDS_MAX} testid="incident-en" />
      </div>
      <div class="row">
        <Button
          type="submit"
          look="main"
          pending={props.deeds.busy() === key()}
          disabled={!ready() || props.deeds.busy() !== null}
          data-testid="incident-publish"
        >
          {app.t('incident.publish')}
        </Button>
      </div>
    </form>
  );
}

function Choice(props: { readonly title: string; readonly children: JSX.Element }) {
  return (
    <fieldset class="field">
      <legend class="field-label">{props.title}</legend>
      <div class="chips">{props.children}</div>
    </fieldset>
  );
}
