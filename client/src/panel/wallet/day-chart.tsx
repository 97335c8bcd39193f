import { createMemo, createSignal, createUniqueId, ErrorBoundary, For, lazy, Show, Suspense } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Loading } from '../ui/states.tsx';
import { total, type Bars } from './consumption.ts';
import { addDays } from './days.ts';
import type { Drawn } from './bar-plot.tsx';

/** Only whoever looks at a plot needs what draws it. */
const BarPlot = lazy(() => import('./bar-plot.tsx'));

/** Amounts a day or a week, drawn and as a table. */
export function DayChart(props: {
  readonly title: string;
  readonly bars: Bars;
  readonly series: readonly Drawn[];
  readonly testid: string;
}) {
  const app = useApp();
  const [pointed, setPointed] = createSignal<number | null>(null);
  const caption = createUniqueId();
  const sum = createMemo(() => total(props.series.flatMap(({ amounts }) => amounts)));
  const sumAt = (at: number) => total(props.series.map(({ amounts }) => amounts[at] ?? 0));
  const when = (start: string): string => {
    const { calendarDay, wholeDay } = app.format();
    if (props.bars.days === 1) return wholeDay(start);
    return app.t('use.week', { from: calendarDay(start), to: wholeDay(addDays(start, props.bars.days - 1)) });
  };
  const reading = (): string => {
    const at = pointed();
    const start = at === null ? undefined : props.bars.starts[at];
    if (at === null || start === undefined) return app.t('use.total', { tokens: app.count('tokens', sum()) });
    return app.t('use.on', { day: when(start), tokens: app.count('tokens', sumAt(at)) });
  };
  return (
    <figure class="chart" data-testid={props.testid}>
      <figcaption id={caption}>
        <h3 class="subheading">
          {props.title} {app.t(props.bars.days === 1 ? 'use.perDay' : 'use.perWeek')}
        </h3>
        <p class="chart-reading hand" data-testid={`${props.testid}-reading`}>
          {reading()}
        </p>
      </figcaption>
      <div role="img" aria-labelledby={caption}>
        <ErrorBoundary fallback={<p class="form-error">{app.t('use.noPlot')}</p>}>
          <Suspense fallback={<Loading lines={3} />}>
            <BarPlot starts={props.bars.starts} series={props.series} format={app.format()} onPoint={setPointed} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <ul class="chart-legend">
        <For each={props.series}>
          {(series) => (
            <li>
              <span class="chart-ink" data-ink={series.ink} aria-hidden="true" /> {series.label}{' '}
              <b class="number">{app.format().number(total(series.amounts))}</b>
            </li>
          )}
        </For>
      </ul>
      <details class="chart-table">
        <summary data-testid={`${props.testid}-table`}>{app.t('use.table')}</summary>
        <div class="chart-table-place" data-sideways tabindex="0" role="region" aria-labelledby={caption}>
          <table class="ledger">
            <thead>
              <tr>
                <th scope="col">{app.t('use.when')}</th>
                <For each={props.series}>
                  {(series) => (
                    <th scope="col" class="amount">
                      {series.label}
                    </th>
                  )}
                </For>
                <th scope="col" class="amount">
                  {app.t('use.sum')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={props.bars.starts}>
                {(start, at) => (
                  <Show when={sumAt(at()) > 0}>
                    <tr>
                      <th scope="row">{when(start)}</th>
                      <For each={props.series}>
                        {(series) => <td class="amount number">{app.format().number(series.amounts[at()] ?? 0)}</td>}
                      </For>
                      <td class="amount number">{app.format().number(sumAt(at()))}</td>
                    </tr>
                  </Show>
                )}
              </For>
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{app.t('use.sum')}</th>
                <For each={props.series}>{(series) => <td class="amount number">{app.format().number(total(series.amounts))}</td>}</For>
                <td class="amount number">{app.format().number(sum())}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      </details>
    </figure>
  );
}
