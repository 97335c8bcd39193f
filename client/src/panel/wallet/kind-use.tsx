import { KINDS } from '@oto/schema/board/kind';
import type { Consumption } from '@oto/schema/contract/statement';
import { createMemo, For } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KindBadge } from '../ui/badge.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';

/** How many creations of each kind, and what they cost. */
export function KindUse(props: { readonly days: Consumption['days'] }) {
  const app = useApp();
  const kinds = createMemo(() =>
    KINDS.map((kind) => {
      const days = props.days.filter((day) => day.kind === kind);
      return {
        kind,
        creations: days.reduce((sum, day) => sum + day.creations, 0),
        tokens: days.reduce((sum, day) => sum + day.tokens, 0),
      };
    }).filter(({ creations, tokens }) => creations > 0 || tokens > 0),
  );
  return (
    <>
      <h3 class="subheading">{app.t('use.kinds')}</h3>
      <ul class="use-list" data-testid="use-kinds">
        <For each={kinds()}>
          {(one) => (
            <li>
              <KindBadge kind={one.kind} />
              <span class="muted small">{app.count('use.creations', one.creations)}</span>
              <b class="number">
                <TokenAmount n={one.tokens} />
              </b>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
