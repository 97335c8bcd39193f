import { ENTRY_KINDS } from '@oto/schema/contract/statement';
import FileDown from 'lucide-solid/icons/file-down';
import Funnel from 'lucide-solid/icons/funnel';
import { Show } from 'solid-js';
import { statementCsvPath, type StatementFilter } from '../../api/money-routes.ts';
import { atApi } from '../../api/origin.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';

type EntryKind = (typeof ENTRY_KINDS)[number];
/** Days are YYYY-MM-DD; empty: from the first, or to the last. */
export type LineFilter = { readonly kind: EntryKind | null; readonly from: string; readonly to: string };
export const NO_FILTER: LineFilter = { kind: null, from: '', to: '' };

const ALL = 'all';

/** Which lines are shown, and the same lines as a file. */
export function StatementFilters(props: {
  readonly filter: LineFilter;
  readonly whole: StatementFilter;
  readonly onChange: (filter: LineFilter) => void;
}) {
  const app = useApp();
  const set = (change: Partial<LineFilter>): void => {
    const next = { ...props.filter, ...change };
    props.onChange(next.kind === null && next.from === '' && next.to === '' ? NO_FILTER : next);
  };
  const words = (): string => {
    const { kind, from, to } = props.filter;
    const parts = [
      kind === null ? '' : app.t(`movement.${kind}`),
      from === '' ? '' : app.t('statement.since', { day: app.format().wholeDay(from) }),
      to === '' ? '' : app.t('statement.until', { day: app.format().wholeDay(to) }),
    ].filter((one) => one !== '');
    return parts.length === 0 ? app.t('statement.filter') : app.t('statement.filtered', { what: parts.join(', ') });
  };
  const kinds = () => [
    { value: ALL, label: app.t('statement.kind.all') },
    ...ENTRY_KINDS.map((kind) => ({ value: kind, label: app.t(`movement.${kind}`) })),
  ];
  return (
    <div class="statement-tools">
      <details class="statement-filters">
        <summary data-testid="statement-filter">
          <Funnel size={16} aria-hidden="true" /> {words()}
        </summary>
        <div class="statement-fields">
          <Choice
            label={app.t('statement.kind')}
            options={kinds()}
            value={props.filter.kind ?? ALL}
            onChoose={(value) => set({ kind: ENTRY_KINDS.find((kind) => kind === value) ?? null })}
            testid="statement-kind"
          />
          <Field
            label={app.t('statement.from')}
            type="date"
            value={props.filter.from}
            onInput={(from) => set({ from })}
            testid="statement-from"
          />
          <Field label={app.t('statement.to')} type="date" value={props.filter.to} onInput={(to) => set({ to })} testid="statement-to" />
          <Show when={props.filter !== NO_FILTER}>
            <Button look="quiet" onPress={() => props.onChange(NO_FILTER)} data-testid="statement-clear">
              {app.t('statement.clear')}
            </Button>
          </Show>
        </div>
      </details>
      <a class="button button-quiet" href={atApi(statementCsvPath(props.whole))} download="" rel="external" data-testid="statement-csv">
        <FileDown size={18} aria-hidden="true" />
        <span>{app.t('statement.csv')}</span>
      </a>
    </div>
  );
}
