import {
  REPORT_REASONS,
  STATEMENT_APPEAL_DAYS,
  StatementAppealRequest,
  type Report,
  type StatementOfReasons,
} from '@oto/schema/contract/safety';
import { useQuery } from '@tanstack/solid-query';
import Scale from 'lucide-solid/icons/scale';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { AppealForm } from '../moderation/appeal-form.tsx';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';

const WORDS = StatementAppealRequest.shape.words;
const DAY_MS = 86_400_000;

/** What was decided about what is mine, why, and how to dispute it; then what became of what I reported. */
export function DecisionList() {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.decisions,
    queryFn: async () => ({
      statements: valueOf(await app.api.statements()).statements,
      reports: valueOf(await app.api.reports()).reports,
    }),
    reconcile: 'id',
  }));
  return (
    <Loaded asked={asked} lines={5}>
      {(found) => (
        <Show
          when={found().statements.length + found().reports.length > 0}
          fallback={<Empty title={app.t('safety.noDecisions')} text={app.t('safety.noDecisionsText')} />}
        >
          <Show when={found().statements.length > 0}>
            <h3 class="subheading">{app.t('safety.decisions')}</h3>
            <ul class="appeals">
              <For each={found().statements}>{(one) => <Decision statement={one} />}</For>
            </ul>
          </Show>
          <Show when={found().reports.length > 0}>
            <h3 class="subheading">{app.t('safety.myReports')}</h3>
            <ul class="appeals">
              <For each={found().reports}>{(one) => <MyReport report={one} />}</For>
            </ul>
          </Show>
        </Show>
      )}
    </Loaded>
  );
}

function Decision(props: { readonly statement: StatementOfReasons }) {
  const app = useApp();
  const one = () => props.statement;
  const [appealing, setAppealing] = createSignal(false);
  const ends = () => Date.parse(one().createdAt) + STATEMENT_APPEAL_DAYS * DAY_MS;
  const mayAppeal = () => one().appeal === null && one().liftedAt === null && ends() > Date.now();
  return (
    <li
      class="appeal"
      tabindex="-1"
      data-state={one().liftedAt === null ? 'kept' : 'allowed'}
      data-testid="decision"
      data-sanction={one().sanction}
    >
      <p class="appeal-head">
        <span class="appeal-state">{app.t(one().liftedAt === null ? `safety.did.${one().sanction}` : 'safety.lifted')}</span>
        <time class="muted small" dateTime={one().createdAt}>
          {app.format().since(one().createdAt, Date.now())}
        </time>
      </p>
      <p>
        <b>{one().title || app.t(`safety.of.${one().subject}`)}</b> <span class="muted small">{app.t(`safety.of.${one().subject}`)}</span>
      </p>
      <dl class="decision-facts small">
        <div>
          <dt>{app.t('safety.ground')}</dt>
          <dd>
            {app.t(`safety.ground.${one().ground}`)} · {REPORT_REASONS[one().reason][app.lang()]}
          </dd>
        </div>
        <div>
          <dt>{app.t('safety.facts')}</dt>
          <dd>{one().facts}</dd>
        </div>
        <div>
          <dt>{app.t('safety.decidedBy')}</dt>
          <dd>{app.t(one().automated ? 'safety.byMachine' : 'safety.byPeople')}</dd>
        </div>
      </dl>
      <Show when={one().appeal}>
        {(appeal) => (
          <>
            <p class="appeal-words">
              <span class="muted small">{app.t('safety.youSaid')}</span> {appeal().words}
            </p>
            <Show when={appeal().state !== 'open'} fallback={<p class="muted small">{app.t('safety.appealOpen')}</p>}>
              <p class="appeal-answer">
                <span class="muted small">{app.t(appeal().state === 'lifted' ? 'safety.appealLifted' : 'safety.appealKept')}</span>{' '}
                {appeal().answer}
              </p>
            </Show>
          </>
        )}
      </Show>
      <Show when={mayAppeal()}>
        <Show
          when={appealing()}
          fallback={
            <div class="row wrap decision-appeal">
              <Button
                icon={<Scale size={16} aria-hidden="true" />}
                onPress={() => setAppealing(true)}
                data-appeal
                data-testid="decision-appeal"
              >
                {app.t('safety.appeal')}
              </Button>
              <span class="muted small">{app.t('safety.appealUntil', { date: app.format().date(new Date(ends()).toISOString()) })}</span>
            </div>
          }
        >
          <AppealForm
            label={app.t('safety.appealWords')}
            hint={app.t('safety.appealHint')}
            least={WORDS.minLength ?? 3}
            most={WORDS.maxLength ?? 2000}
            ask={(words) => app.api.appealStatement(one().id, words)}
            over="appeal_over"
            list={KEYS.decisions}
            sent={{ title: app.t('moderation.sent'), text: app.t('moderation.sentText') }}
            testid="decision"
            onAway={() => setAppealing(false)}
          />
        </Show>
      </Show>
      <Show when={one().appeal?.state === 'kept'}>
        <p class="muted small">{app.t('safety.elsewhere')}</p>
      </Show>
    </li>
  );
}

function MyReport(props: { readonly report: Report }) {
  const app = useApp();
  const one = () => props.report;
  return (
    <li class="appeal" data-state={one().state === 'upheld' ? 'allowed' : one().state} data-testid="my-report">
      <p class="appeal-head">
        <span class="appeal-state">{app.t(`safety.state.${one().state}`)}</span>
        <time class="muted small" dateTime={one().createdAt}>
          {app.format().since(one().createdAt, Date.now())}
        </time>
      </p>
      <p>
        <b>{one().title || app.t(`safety.of.${one().subject}`)}</b>{' '}
        <span class="muted small">{REPORT_REASONS[one().reason][app.lang()]}</span>
      </p>
      <Show when={one().words !== ''}>
        <p class="appeal-words">
          <span class="muted small">{app.t('safety.youSaid')}</span> {one().words}
        </p>
      </Show>
      <Show when={one().answer !== ''}>
        <p class="appeal-answer">
          <span class="muted small">{app.t('safety.answered')}</span> {one().answer}
        </p>
      </Show>
    </li>
  );
}
