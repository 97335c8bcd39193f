import { REPORT_REASONS, type ReportCase } from '@oto/schema/contract/safety';
import ExternalLink from 'lucide-solid/icons/external-link';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { CaseEvidence } from './case-evidence.tsx';
import type { Deeds } from './deeds.ts';
import { DecisionForm } from './decision-form.tsx';

/** One thing that was reported, by how many, what is known of it, and what to do. */
export function CaseCard(props: { readonly case: ReportCase; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.case;
  const [open, setOpen] = createSignal(false);
  const waiting = () => one().reports.filter(({ state }) => state === 'open').length;
  /** Where it can be looked at: the note itself, or the one a comment stands under. */
  const note = () => (one().subject === 'agent' || one().subject === 'creation' ? one().id : one().note);
  const marks = () => [
    ...(one().deleted ? [app.t('safety.is.deleted')] : one().hidden ? [app.t('safety.is.hidden')] : []),
    ...(one().suspended ? [app.t('safety.is.suspended')] : []),
    ...(one().priors > 0 ? [app.count('safety.priors', one().priors)] : []),
  ];

  function look(): void {
    const id = note();
    app.showDialog(null);
    if (id !== null) app.openNote(id);
    else if (one().owner !== null) app.showSide({ type: 'profile', handle: one().owner?.handle ?? '' });
  }

  return (
    <li class="case" data-testid="case" data-id={one().id} data-open={waiting() > 0}>
      <div class="case-head">
        <Show when={one().thumb}>{(src) => <img class="case-thumb" src={src()} alt="" loading="lazy" />}</Show>
        <div class="case-what">
          <p>
            <b>{one().title || app.t(`safety.of.${one().subject}`)}</b>{' '}
            <span class="muted small">{app.t(`safety.of.${one().subject}`)}</span>
          </p>
          <p class="muted small">
            {one().owner === null ? app.t('person.gone') : `${one().owner?.name} @${one().owner?.handle}`}
            <For each={marks()}>
              {(mark) => (
                <>
                  {' · '}
                  <b>{mark}</b>
                </>
              )}
            </For>
          </p>
          <Show when={one().excerpt !== ''}>
            <p class="case-excerpt">{one().excerpt}</p>
          </Show>
        </div>
        <span class="case-count" data-alarm={waiting() > 0}>
          {app.count('safety.reports', one().reports.length)}
        </span>
      </div>
      <ul class="case-reports">
        <For each={one().reports}>
          {(report) => (
            <li data-testid="case-report">
              <p class="small">
                <b>{REPORT_REASONS[report.reason][app.lang()]}</b>{' '}
                <span class="muted">
                  {report.by === null ? (report.email ?? app.t('safety.watcher')) : `${report.by.name} @${report.by.handle}`} ·{' '}
                  {app.format().since(report.createdAt, Date.now())}
                  <Show when={report.state !== 'open'}> · {app.t(`safety.state.${report.state}`)}</Show>
                </span>
              </p>
              <Show when={report.words !== ''}>
                <p class="appeal-words">{report.words}</p>
              </Show>
              <Show when={report.answer !== ''}>
                <p class="appeal-answer">{report.answer}</p>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <div class="row wrap">
        <Button aria-expanded={open()} onPress={() => setOpen((shown) => !shown)} data-testid="case-open">
          {app.t(open() ? 'safety.less' : waiting() > 0 ? 'safety.decide' : 'safety.evidence')}
        </Button>
        <Show when={!one().deleted && !one().hidden && (note() !== null || one().owner !== null)}>
          <Button look="quiet" icon={<ExternalLink size={16} aria-hidden="true" />} onPress={look} data-testid="case-look">
            {app.t('safety.look')}
          </Button>
        </Show>
      </div>
      <Show when={open()}>
        <CaseEvidence case={one()} />
        <Show when={waiting() > 0}>
          <DecisionForm case={one()} deeds={props.deeds} />
        </Show>
      </Show>
    </li>
  );
}
