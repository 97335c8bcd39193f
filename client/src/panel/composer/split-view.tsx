import type { QuoteLine } from '@oto/schema/contract/ledger';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { receiverOf, splitOf } from './split.ts';

/** Who gets what of a price, line by line, and as one drawn bar when it is not all the platform's. */
export function SplitView(props: { readonly lines: readonly QuoteLine[] }) {
  const app = useApp();
  const split = () => splitOf(props.lines);
  const shared = () => split().some(({ to }) => to !== 'platform');

  function receiver(line: QuoteLine): string {
    const name = line.payeeName;
    if (line.payee === null || name === null) return app.t(line.kind === 'royalty' ? 'price.toNobody' : 'price.toPlatform');
    if (line.kind !== 'royalty') return app.t('price.toAgent', { name });
    const above = (line.generation ?? 1) - 1;
    return above === 0 ? app.t('price.toParent', { name }) : app.t('price.toAncestor', { name, above: app.count('price.above', above) });
  }

  return (
    <>
      <Show when={shared()}>
        <div
          class="split-bar"
          role="img"
          aria-label={app.format().list(split().map(({ to, tokens }) => `${app.t(`price.split.${to}`)} ${app.format().number(tokens)}`))}
          data-testid="composer-split"
        >
          <For each={split()}>{({ to, tokens }) => <span data-to={to} style={{ 'flex-grow': tokens }} />}</For>
        </div>
      </Show>
      <ul class="price-lines">
        <For each={props.lines}>
          {(line) => (
            <li data-to={receiverOf(line)} data-tokens={line.tokens}>
              <span class="price-what">
                <span>
                  <em>{app.t(`price.${line.kind}`)}</em> {line.label}
                </span>
                <small>{receiver(line)}</small>
              </span>
              <span class="number">{app.format().number(line.tokens)}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={shared() && (app.me()?.wallet.promo ?? 0) > 0}>
        <p class="muted small">{app.t('price.gifts')}</p>
      </Show>
    </>
  );
}
