import type { Evidence, ReportCase } from '@oto/schema/contract/safety';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { deedWords } from '../account/audit-words.ts';
import { Loaded } from '../ui/states.tsx';
import { useEvidence } from './queries-safety.ts';

/** Who did what, newest first. */
export function CaseEvidence(props: { readonly case: ReportCase }) {
  const app = useApp();
  const asked = useEvidence(() => props.case);
  return (
    <section class="case-evidence" aria-label={app.t('safety.evidence')} data-testid="case-evidence">
      <h4 class="subheading">{app.t('safety.evidence')}</h4>
      <Loaded asked={asked} lines={3}>
        {(found) => (
          <>
            <Show when={!found().heard}>
              <p class="small muted">{app.t('safety.boardSilent')}</p>
            </Show>
            <Show when={found().evidence.length > 0} fallback={<p class="small muted">{app.t('safety.noEvidence')}</p>}>
              <ol class="evidence" tabIndex={0}>
                <For each={found().evidence}>{(deed) => <Line deed={deed} />}</For>
              </ol>
            </Show>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Line(props: { readonly deed: Evidence }) {
  const app = useApp();
  return (
    <li class="small" data-deed={props.deed.deed}>
      <time class="muted" dateTime={props.deed.at}>
        {app.format().stamp(props.deed.at)}
      </time>
      <span>
        <b>{deedWords(app, props.deed.deed)}</b> <span class="muted">{props.deed.by?.name ?? app.t('operator.byPlatform')}</span>
        <Show when={props.deed.detail !== ''}>
          {' '}
          <span class="evidence-detail">{props.deed.detail}</span>
        </Show>
      </span>
    </li>
  );
}
