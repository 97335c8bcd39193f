import type { Deploy, DeployState } from '@oto/schema/contract/deploy';
import Rocket from 'lucide-solid/icons/rocket';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useDeploys } from './queries.ts';

/** How a state looks among the chips. */
const LOOK = {
  asked: 'idle',
  running: 'draining',
  done: 'live',
  failed: 'down',
  rolled_back: 'down',
  overtaken: 'idle',
} as const satisfies { readonly [S in DeployState]: string };
/** Signs of a commit by which people know it. */
const SHORT = 9;

/** What was asked of the host, by whom, and what came of it. */
export function DeploysPage() {
  const app = useApp();
  const asked = useDeploys();
  const deeds = createDeeds();
  return (
    <>
      <Freshness asked={asked} />
      <Loaded asked={asked} lines={6}>
        {(told) => (
          <>
            <Show when={!told().host}>
              <p class="operator-alarm" role="status" data-testid="deploys-no-host">
                <TriangleAlert size={19} aria-hidden="true" />
                {app.t('deploy.noHost')}
              </p>
            </Show>
            <div class="deploys-head">
              <p class="muted">{app.t(told().github ? 'deploy.byPush' : 'deploy.byHand', { branch: told().branch })}</p>
              <ConfirmButton
                label={app.t('deploy.ask')}
                ask={app.t('deploy.askSure', { branch: told().branch })}
                yes={app.t('deploy.askYes')}
                icon={<Rocket size={17} aria-hidden="true" />}
                pending={deeds.busy() !== null}
                disabled={!told().host || told().deploys[0]?.state === 'asked'}
                onConfirm={() => void deeds.perform('ask', () => app.api.askDeploy(), app.t('deploy.asked'), [KEYS.operator('deploys')])}
                testid="deploy-ask"
              />
            </div>
            <Show when={told().deploys.length > 0} fallback={<Empty title={app.t('deploy.none')} text={app.t('deploy.noneText')} />}>
              <ol class="deploys">
                <For each={told().deploys}>{(one) => <DeployLine deploy={one} />}</For>
              </ol>
            </Show>
          </>
        )}
      </Loaded>
    </>
  );
}

function DeployLine(props: { readonly deploy: Deploy }) {
  const app = useApp();
  const one = () => props.deploy;
  const who = () => {
    const { by } = one();
    return by.type === 'operator' ? `${by.name} (@${by.handle})` : app.t('deploy.pushed', { login: by.login });
  };
  const took = () => {
    const { startedAt, finishedAt } = one();
    return startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  };
  const commit = () => one().deployed ?? one().commit;
  return (
    <li class="deploy" data-testid="deploy" data-state={one().state}>
      <p class="deploy-head">
        <span class="state-chip" data-state={LOOK[one().state]}>
          {app.t(`deploy.state.${one().state}`)}
        </span>
        <b>{one().title ?? app.t('deploy.newest')}</b>
        <Show when={commit()}>{(name) => <code class="muted">{name().slice(0, SHORT)}</code>}</Show>
      </p>
      <p class="small muted">
        {who()} · <time dateTime={one().askedAt}>{app.format().stamp(one().askedAt)}</time>
        <Show when={took()}>{(ms) => <> · {app.t('deploy.took', { time: app.format().duration(ms()) })}</>}</Show>
      </p>
      <Show when={one().log !== ''}>
        <details class="deploy-log">
          <summary>{app.t('deploy.log')}</summary>
          <pre tabindex="0">{one().log}</pre>
        </details>
      </Show>
    </li>
  );
}
