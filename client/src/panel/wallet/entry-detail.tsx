import type { EntryParts } from '@oto/schema/contract/statement';
import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp, type App } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Loaded } from '../ui/states.tsx';
import type { StatementAccount } from './account-choice.tsx';

type Part = EntryParts['parts'][number];

/** Party by party, where the tokens of a line came from and went; they sum to its amount. */
export function EntryDetail(props: { readonly entry: string; readonly account: StatementAccount }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.entryParts(props.entry, props.account),
    queryFn: async () => valueOf(await app.api.entryParts(props.entry, props.account)).parts,
    // What a line is made of never changes, but for the names.
    staleTime: 5 * 60_000,
  }));
  return (
    <Loaded asked={asked} lines={2}>
      {(parts) => (
        <Show when={parts().length > 0} fallback={<p class="muted small">{app.t('statement.noParts')}</p>}>
          <ul class="parts" data-testid="entry-parts">
            <For each={parts()}>
              {(part) => (
                <li data-to={part.to}>
                  <span>{partWords(app, part)}</span>
                  <span class="number">{app.format().signed(part.tokens)}</span>
                </li>
              )}
            </For>
            <Show when={parts().length > 1}>
              <li class="parts-total">
                <span>{app.t('part.total')}</span>
                <span class="number" data-testid="entry-parts-total">
                  {app.format().signed(parts().reduce((sum, part) => sum + part.tokens, 0))}
                </span>
              </li>
            </Show>
          </ul>
        </Show>
      )}
    </Loaded>
  );
}

function partWords(app: Pick<App, 't'>, part: Part): string {
  if (part.name === '') return app.t(`part.${part.to}`);
  switch (part.to) {
    case 'agent':
    case 'royalty':
      return app.t(`part.${part.to}Of`, { name: part.name });
    case 'platform':
    case 'held':
    case 'back':
    case 'wallet':
    case 'stripe':
    case 'promo':
    case 'expired':
    case 'debt':
    case 'earnings':
      return app.t(`part.${part.to}`);
    default:
      return part.to satisfies never;
  }
}
