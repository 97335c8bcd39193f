import { For } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** In days, to this one. */
const PERIODS = [7, 30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];

/** Over how long use is told. `testid` is the beginning of each one's. */
export function PeriodChoice(props: { readonly days: Period; readonly onChoose: (days: Period) => void; readonly testid: string }) {
  const app = useApp();
  return (
    <div class="chips" role="group" aria-label={app.t('use.period')}>
      <For each={PERIODS}>
        {(one) => (
          <button
            type="button"
            class="chip"
            aria-pressed={props.days === one}
            onClick={() => props.onChoose(one)}
            data-testid={`${props.testid}-${one}`}
          >
            {one === 365 ? app.t('use.year') : app.t('use.days', { n: one })}
          </button>
        )}
      </For>
    </div>
  );
}
