import type { PlatformConsumption } from '@oto/schema/contract/statement';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { AgentUse } from '../wallet/agent-use.tsx';
import { barsOver, earnedBySource, usedByKind, type Bars } from '../wallet/consumption.ts';
import { DayChart } from '../wallet/day-chart.tsx';
import { addDays, dayAt, localZone } from '../wallet/days.ts';
import { KindUse } from '../wallet/kind-use.tsx';
import { PeriodChoice, type Period } from '../wallet/period-choice.tsx';
import { useAllUse } from './queries-money.ts';

/** What everybody used by day, kind, agent and member, and what it earned authors. */
export function AllUsePage() {
  const [days, setDays] = createSignal<Period>(30);
  const zone = localZone();
  const period = createMemo(() => {
    const to = dayAt(Date.now(), zone);
    return { from: addDays(to, 1 - days()), to, zone };
  });
  const bars = createMemo(() => barsOver(period().from, period().to));
  const asked = useAllUse(period);
  return (
    <>
      <PeriodChoice days={days()} onChoose={setDays} testid="all-use" />
      <Loaded asked={asked} lines={6}>
        {(use) => <Used use={use()} bars={bars()} />}
      </Loaded>
    </>
  );
}

function Used(props: { readonly use: PlatformConsumption; readonly bars: Bars }) {
  const app = useApp();
  const used = createMemo(() =>
    usedByKind(props.bars, props.use.days).map((series) => ({ ...series, label: app.t(`kind.${series.name}`), ink: series.name })),
  );
  const earned = createMemo(() =>
    earnedBySource(props.bars, props.use.earned).map((series) => ({
      ...series,
      label: app.t(`operator.${series.name}`),
      ink: series.name === 'fees' ? ('agent' as const) : ('royalty' as const),
    })),
  );
  return (
    <Show when={used().length > 0} fallback={<Empty title={app.t('operator.useNone')} text={app.t('operator.useNoneText')} />}>
      <DayChart title={app.t('operator.usePeriod')} bars={props.bars} series={used()} testid="all-use-spent" />
      <Show when={earned().length > 0}>
        <DayChart title={app.t('operator.useEarned')} bars={props.bars} series={earned()} testid="all-use-earned" />
      </Show>
      <div class="use-columns">
        <div>
          <KindUse days={props.use.days} />
        </div>
        <div>
          <AgentUse agents={props.use.agents} />
        </div>
      </div>
      <h3 class="subheading">{app.t('operator.useMembers')}</h3>
      <div class="ledger-place" data-sideways tabindex="0" role="region" aria-label={app.t('operator.useMembers')}>
        <table class="ledger" data-testid="all-use-members">
          <thead>
            <tr>
              <th scope="col">{app.t('operator.useMember')}</th>
              <th scope="col" class="amount">
                {app.t('operator.useCreations')}
              </th>
              <th scope="col" class="amount">
                {app.t('operator.useTokens')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.use.members}>
              {(one) => (
                <tr>
                  <th scope="row">
                    {one.name} <span class="muted">@{one.handle}</span>
                  </th>
                  <td class="amount number">{app.format().number(one.creations)}</td>
                  <td class="amount number">{app.format().number(one.tokens)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  );
}
