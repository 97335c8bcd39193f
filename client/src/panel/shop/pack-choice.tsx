import { RadioGroup } from '@kobalte/core/radio-group';
import type { Pack } from '@oto/schema/contract/purchase';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { TokenCoin } from '../ui/token-amount.tsx';
import { bonus, centsPer100 } from './pack-price.ts';

/** Packs as slips of paper, one of which is taken. */
export function PackChoice(props: { readonly packs: readonly Pack[]; readonly chosen: string; readonly onChoose: (id: string) => void }) {
  const app = useApp();
  return (
    <RadioGroup value={props.chosen} onChange={props.onChoose} class="field">
      <RadioGroup.Label class="field-label">{app.t('buy.pack')}</RadioGroup.Label>
      <div class="packs">
        <For each={props.packs}>
          {(pack) => (
            <RadioGroup.Item value={pack.id} class="pack">
              <RadioGroup.ItemInput data-testid={`pack-${pack.id}`} />
              <RadioGroup.ItemControl class="radio-dot" />
              <RadioGroup.ItemLabel class="pack-words">
                <span class="pack-tokens">
                  <TokenCoin size={26} /> {app.count('tokens', pack.tokens)}
                </span>
                <b class="pack-price number">{app.format().euros(pack.cents)}</b>
                <small>{app.t('buy.inclusive')}</small>
                <small>{app.t('buy.each', { price: app.format().euros(centsPer100(pack)) })}</small>
                <Show when={bonus(pack, props.packs) > 0}>
                  <small class="pack-bonus">{app.t('buy.more', { n: bonus(pack, props.packs) })}</small>
                </Show>
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}
