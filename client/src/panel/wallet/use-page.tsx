import type { Me } from '@oto/schema/contract/identity';
import type { Consumption } from '@oto/schema/contract/statement';
import { useQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { AgentUse } from './agent-use.tsx';
import { barsOver, earnedBySource, usedByKind, type Bars } from './consumption.ts';
import { addDays, dayAt, localZone } from './days.ts';
import { DayChart } from './day-chart.tsx';
import { KindUse } from './kind-use.tsx';
import { PeriodChoice, type Period } from './period-choice.tsx';

/** What I used, and what others' use of what is mine brought, over time. */
export function UsePage(_props: { readonly me: Me }) {
  const app = useApp();
  const [days, setDays] = createSignal<Period>(30);
  const zone = localZone();
  const period = createMemo(() => {
    const to = dayAt(Date.now(), zone);
    return { from: addDays(to, 1 - days()), to, zone };
  });
  const bars = createMemo(() => barsOver(period().from, period().to));
  const asked = useQuery(() => ({
    queryKey: KEYS.useOf(period()),
    queryFn: async () => valueOf(await app.api.consumption(period())),
  }));
  return (
    <>
      <PeriodChoice days={days()} onChoose={setDays} testid="use" />
      <Loaded asked={asked} lines={6}>
        {(use) => <Used use={use()} bars={bars()} />}
      </Loaded>
    </>
  );
}

function Used(props: { readonly use: Consumption; readonly bars: Bars }) {
  const app = useApp();
  const used = createMemo(() =>
    usedByKind(props.bars, props.use.days).map((series) => ({ ...series, label: app.t(`kind.${series.name}`), ink: series.name })),
  );
  const earned = createMemo(() =>
    earnedBySource(props.bars, props.use.earned).map((series) => ({
      ...series,
      label: app.t(`use.earned.${series.name}`),
      ink: series.name === 'fees' ? ('agent' as const) : ('royalty' as const),
    })),
  );
  return (
    <>
      <Show
        when={used().length > 0}
        fallback={
          <>
            <h3 class="subheading">{app.t('use.spent')}</h3>
            <Empty title={app.t('use.empty')} text={app.t('use.emptyText')} />
          </>
        }
      >
        <DayChart title={app.t('use.spent')} bars={props.bars} series={used()} testid="use-spent" />
        <KindUse days={props.use.days} />
        <AgentUse agents={props.use.agents} />
      </Show>
      <Show
        when={earned().length > 0}
        fallback={
          <>
            <h3 class="subheading">{app.t('use.earned')}</h3>
            <p class="muted small">{app.t('use.noEarned')}</p>
          </>
        }
      >
        <DayChart title={app.t('use.earned')} bars={props.bars} series={earned()} testid="use-earned" />
      </Show>
    </>
  );
}
