import { Tabs } from '@kobalte/core/tabs';
import { For, Show } from 'solid-js';
import { useApp, type WalletPage } from '../../app/context.ts';
import { Sheet } from '../ui/sheet.tsx';
import { PurchasesPage } from './purchases-page.tsx';
import { StatementPage } from './statement-page.tsx';
import { UsePage } from './use-page.tsx';
import { WalletHead } from './wallet-head.tsx';

const PAGES = [
  { id: 'statement', Page: StatementPage },
  { id: 'use', Page: UsePage },
  { id: 'purchases', Page: PurchasesPage },
] as const satisfies readonly { readonly id: WalletPage; readonly Page: unknown }[];

/** What I have, each line that made it so, what I used, and what I bought. */
export function WalletPanel(props: { readonly page: WalletPage }) {
  const app = useApp();
  return (
    <Sheet title={app.t('wallet.title')} testid="wallet" wide onClose={() => app.showSide(null)}>
      <Show when={app.me()}>
        {(me) => (
          <>
            <WalletHead wallet={me().wallet} />
            <Tabs value={props.page} onChange={(page) => app.showSide({ type: 'wallet', page: page as WalletPage })}>
              <Tabs.List class="tabs wallet-tabs" aria-label={app.t('wallet.pages')}>
                <For each={PAGES}>
                  {({ id }) => (
                    <Tabs.Trigger class="tab" value={id} data-testid={`wallet-${id}`}>
                      {app.t(`wallet.page.${id}`)}
                    </Tabs.Trigger>
                  )}
                </For>
              </Tabs.List>
              <For each={PAGES}>
                {({ id, Page }) => (
                  <Tabs.Content class="wallet-page" value={id} data-testid={`wallet-page-${id}`}>
                    <Page me={me()} />
                  </Tabs.Content>
                )}
              </For>
            </Tabs>
          </>
        )}
      </Show>
    </Sheet>
  );
}
