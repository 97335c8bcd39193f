import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { breakBetween, breaks, mendings, type ChainAgent, type Mending } from './chain.ts';

/** Why the chain cannot run as it stands, and what mends it in one click. The first break is told; mending may well mend all. */
export function ChainTrouble(props: { readonly chain: readonly ChainAgent[]; readonly onMend: (mending: Mending) => void }) {
  const app = useApp();
  const first = () => breaks(props.chain)[0];
  const reason = (place: number): string => {
    const [before, after] = [props.chain[place - 1], props.chain[place]];
    const why = before && after ? breakBetween(before, after) : null;
    return why === null ? '' : app.t(`chain.why.${why}`, { before: before?.name ?? '', after: after?.name ?? '' });
  };
  const proposal = (mending: Mending): string => {
    switch (mending.type) {
      case 'order':
        return app.t('chain.mend.order', { names: mending.order.map((index) => props.chain[index]?.name ?? '').join(' → ') });
      case 'drop':
        return app.t('chain.mend.drop', { name: props.chain[mending.index]?.name ?? '' });
      case 'replace':
        return app.t('chain.mend.replace', { name: props.chain[mending.index]?.name ?? '' });
      default:
        return mending satisfies never;
    }
  };
  return (
    <Show when={first()}>
      {(place) => (
        <div class="chain-trouble" role="alert" data-testid="chain-trouble">
          <p>{reason(place())}</p>
          <div class="row wrap">
            <For each={mendings(props.chain, place())}>
              {(mending) => (
                <Button class="small" onPress={() => props.onMend(mending)} data-testid={`chain-mend-${mending.type}`}>
                  {proposal(mending)}
                </Button>
              )}
            </For>
          </div>
        </div>
      )}
    </Show>
  );
}
