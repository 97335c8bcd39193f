import type { Quote } from '@oto/schema/contract/ledger';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { TokenCoin } from '../ui/token-amount.tsx';
import type { ComposerBlock, QuoteState } from './composer-machine.ts';
import { SplitView } from './split-view.tsx';

/** What it costs, line by line, before anything is paid. */
export function PriceView(props: {
  readonly quote: QuoteState;
  /** What keeps a price from being asked. */
  readonly waits: ComposerBlock | null;
  readonly onRetry: () => void;
}) {
  const app = useApp();
  const shown = (): Quote | null => {
    switch (props.quote.type) {
      case 'ready':
        return props.quote.quote;
      case 'asking':
        return props.quote.last;
      case 'none':
      case 'refused':
        return null;
      default:
        return props.quote satisfies never;
    }
  };
  const refused = () => (props.quote.type === 'refused' ? props.quote.failure : undefined);
  return (
    <div
      class="price"
      classList={{ waiting: props.quote.type === 'asking' }}
      aria-live="polite"
      aria-busy={props.quote.type === 'asking'}
      data-testid="composer-price"
    >
      <Switch>
        <Match when={refused()}>
          {(failure) => (
            <div class="row between">
              <p class="form-error">{app.sentence(failure())}</p>
              <button type="button" class="link" onClick={() => props.onRetry()}>
                {app.t('action.retry')}
              </button>
            </div>
          )}
        </Match>
        <Match when={shown()}>
          {(quote) => (
            <>
              <SplitView lines={quote().lines} />
              <p class="price-total">
                <span>{app.t('price.total')}</span>
                <strong data-testid="composer-total">
                  <TokenCoin /> {app.count('tokens', quote().total)}
                </strong>
              </p>
              <Show when={quote().jar > 0}>
                <p class="price-jar" data-testid="composer-jar">
                  {app.t('jar.pays', { jar: app.count('tokens', quote().jar), mine: app.count('tokens', quote().total - quote().jar) })}
                </p>
              </Show>
              <p class="muted small">
                {app.t('price.available', { n: app.format().number(quote().available) })} {app.t('price.most')}
              </p>
              <Show when={quote().total - quote().jar > quote().available}>
                <p class="form-error" role="alert" data-testid="composer-not-enough">
                  {app.t('price.missing', { tokens: app.count('tokens', quote().total - quote().jar - quote().available) })}
                </p>
                <a class="link" href="/?buy=1" target="_blank" rel="external noopener" data-testid="composer-buy">
                  {app.t('price.buy')}
                </a>
              </Show>
            </>
          )}
        </Match>
        <Match when={props.quote.type === 'asking'}>
          <p class="muted row">
            <LoaderCircle size={16} class="spin" aria-hidden="true" /> {app.t('price.asking')}
          </p>
        </Match>
        <Match when={props.quote.type === 'none'}>
          <p class="muted">
            {app.t(props.waits === 'broken' ? 'price.broken' : props.waits === 'file_unused' ? 'price.unused' : 'price.none')}
          </p>
        </Match>
      </Switch>
    </div>
  );
}
