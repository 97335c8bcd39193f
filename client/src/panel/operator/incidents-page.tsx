import type { Incident } from '@oto/schema/contract/status';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { IncidentForm } from './incident-form.tsx';

const SELDOM = 15_000;

/** What everybody is told of what is wrong; one opens an incident, and says how it goes on until it is over. */
export function IncidentsPage() {
  const app = useApp();
  const deeds = createDeeds();
  const asked = useQuery(() => ({
    queryKey: KEYS.operator('incidents'),
    queryFn: async () => valueOf(await app.api.incidents()).incidents,
    refetchInterval: SELDOM,
    reconcile: 'id',
  }));
  return (
    <>
      <Freshness asked={asked} />
      <p class="muted">{app.t('incident.lead')}</p>
      <IncidentForm deeds={deeds} incident={null} />
      <Loaded asked={asked} lines={4}>
        {(incidents) => (
          <Show when={incidents().length > 0} fallback={<Empty title={app.t('incident.none')} text={app.t('incident.noneText')} />}>
            <ul class="cases">
              <For each={incidents()}>{(one) => <IncidentCase incident={one} deeds={deeds} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function IncidentCase(props: { readonly incident: Incident; readonly deeds: Deeds }) {
  const app = useApp();
  return (
    <li class="deploy" data-testid="incident" data-state={props.incident.state}>
      <p class="deploy-head">
        <b>{props.incident.components.map((name) => app.t(`incident.part.${name}`)).join(', ')}</b>
        <span class="muted">
          {app.t(`incident.impact.${props.incident.impact}`)} · {app.t(`incident.state.${props.incident.state}`)}
        </span>
      </p>
      <For each={props.incident.updates}>
        {(update) => (
          <p class="small">
            <time class="muted" dateTime={update.at}>
              {app.format().stamp(update.at)}
            </time>{' '}
            {app.lang() === 'fr' ? update.fr : update.en}
          </p>
        )}
      </For>
      <Show when={props.incident.overAt === null}>
        <IncidentForm deeds={props.deeds} incident={props.incident} />
      </Show>
    </li>
  );
}
