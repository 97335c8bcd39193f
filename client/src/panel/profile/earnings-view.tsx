import type { Profile } from '@oto/schema/contract/profile';
import { createMemo, ErrorBoundary, lazy, Show, Suspense } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Loading } from '../ui/states.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';

/** Only whoever earned something needs what draws it. */
const BarPlot = lazy(() => import('../wallet/bar-plot.tsx'));

/** What a member earned, in all and by month, for themselves alone. */
export function EarningsView(props: { readonly earnings: NonNullable<Profile['earnings']> }) {
  const app = useApp();
  const months = () => props.earnings.months;
  const starts = createMemo(() => months().map(({ month }) => `${month}-01`));
  const series = createMemo(() => [
    { name: 'earned', label: app.t('profile.earnings'), ink: 'agent' as const, amounts: months().map(({ tokens }) => tokens) },
  ]);
  const format = createMemo(() => ({
    ...app.format(),
    calendarDay: (start: string) =>
      new Intl.DateTimeFormat(app.lang(), { month: 'short', timeZone: 'UTC' }).format(new Date(`${start}T00:00:00Z`)),
  }));
  const spoken = () =>
    app.format().list(
      months()
        .filter(({ tokens }) => tokens > 0)
        .map(({ month, tokens }) =>
          app.t('profile.inMonth', { month: format().calendarDay(`${month}-01`), tokens: app.count('tokens', tokens) }),
        ),
    );
  return (
    <section class="earnings" data-testid="profile-earnings">
      <h3 class="subheading">{app.t('profile.earnings')}</h3>
      <Show when={props.earnings.total > 0} fallback={<p class="muted small">{app.t('profile.noEarnings')}</p>}>
        <dl class="facts">
          <div>
            <dt>{app.t('profile.earned')}</dt>
            <dd>
              <TokenAmount n={props.earnings.total} />
            </dd>
          </div>
          <div>
            <dt>{app.t('profile.maturing')}</dt>
            <dd>
              <TokenAmount n={props.earnings.maturing} />
            </dd>
          </div>
        </dl>
        <div role="img" aria-label={`${app.t('profile.earnings')} ${app.t('profile.perMonth')}. ${spoken()}`}>
          <ErrorBoundary fallback={<p class="form-error">{app.t('use.noPlot')}</p>}>
            <Suspense fallback={<Loading lines={3} />}>
              <BarPlot starts={starts()} series={series()} format={format()} onPoint={() => {}} />
            </Suspense>
          </ErrorBoundary>
        </div>
      </Show>
    </section>
  );
}
