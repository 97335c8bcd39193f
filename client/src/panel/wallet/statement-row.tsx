import type { StatementEntry } from '@oto/schema/contract/statement';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import type { StatementAccount } from './account-choice.tsx';
import { EntryDetail } from './entry-detail.tsx';

/** One line of the statement; pressed, it says where its tokens came from and went. */
export function StatementRow(props: { readonly entry: StatementEntry; readonly account: StatementAccount }) {
  const app = useApp();
  const [open, setOpen] = createSignal(false);
  const detail = createUniqueId();
  const one = () => props.entry;
  return (
    <tbody data-testid="entry" data-kind-of={one().kind} data-entry={one().entry}>
      <tr>
        <th scope="row">
          <button
            type="button"
            class="ledger-line"
            aria-expanded={open()}
            aria-controls={detail}
            onClick={() => setOpen(!open())}
            data-testid="entry-open"
          >
            <ChevronDown size={16} aria-hidden="true" />
            <span>
              <strong>{app.t(`movement.${one().kind}`)}</strong>
              <small class="muted">{app.format().stamp(one().at)}</small>
            </span>
          </button>
          <Show when={one().note}>
            <small class="ledger-note">{shorten(one().note, 90)}</small>
          </Show>
          <Show when={one().expiresAt}>
            {(at) => <small class="ledger-note">{app.t('statement.until.expiry', { when: app.format().date(at()) })}</small>}
          </Show>
        </th>
        <td class="amount number" classList={{ plus: one().amount > 0, minus: one().amount < 0 }} data-testid="entry-amount">
          {app.format().signed(one().amount)}
        </td>
        <td class="amount number muted" data-testid="entry-balance">
          {app.format().number(one().balance)}
        </td>
      </tr>
      <tr id={detail} class="ledger-detail" hidden={!open()}>
        <td colspan="3">
          <Show when={open()}>
            <EntryDetail entry={one().entry} account={props.account} />
            <Show when={one().creation}>
              {(creation) => (
                <button type="button" class="link" onClick={() => app.openNote(creation().id)} data-testid="entry-creation">
                  <KindMark kind={creation().kind} size={16} />
                  {app.t('statement.opensWork', { title: shorten(creation().title, 60) })}
                </button>
              )}
            </Show>
          </Show>
        </td>
      </tr>
    </tbody>
  );
}
