import { Match, Switch } from 'solid-js';
import { AccountMenu } from '../panel/account/account-menu.tsx';
import { ConnectionBadge } from '../panel/connection/connection-badge.tsx';
import { FilterBar } from '../panel/filter/filter-bar.tsx';
import { PeopleHere } from '../panel/here/people-here.tsx';
import { BellButton } from '../panel/inbox/bell.tsx';
import { SearchButton } from '../panel/search/search-button.tsx';
import { Button } from '../panel/ui/button.tsx';
import { TokenCoin } from '../panel/ui/token-amount.tsx';
import { useApp } from './context.ts';
import { Wordmark } from './wordmark.tsx';

export function TopBar() {
  const app = useApp();
  return (
    <header class="top-bar">
      <a class="brand" href="/" aria-label={app.t('app.home')}>
        <Wordmark />
      </a>
      <FilterBar />
      <div class="top-right">
        <SearchButton />
        <PeopleHere />
        <ConnectionBadge />
        <LangSwitch />
        <Switch>
          <Match when={app.me()}>
            {(me) => (
              <>
                <button
                  type="button"
                  class="wallet-chip"
                  onClick={() => app.showSide(app.side()?.type === 'wallet' ? null : { type: 'wallet' })}
                  aria-label={app.t('wallet.chip', { tokens: app.count('tokens', me().wallet.available) })}
                  data-testid="wallet-chip"
                >
                  <TokenCoin size={20} />
                  <span class="number">{app.format().number(me().wallet.available)}</span>
                </button>
                <BellButton />
                <AccountMenu me={me()} />
              </>
            )}
          </Match>
          <Match when={app.me() === null}>
            <Button look="main" class="join-button" onPress={() => app.showDialog({ type: 'join', mode: 'up' })} data-testid="join-open">
              {app.t('join.open')}
            </Button>
          </Match>
        </Switch>
      </div>
    </header>
  );
}

function LangSwitch() {
  const app = useApp();
  const other = () => (app.lang() === 'fr' ? 'en' : 'fr');
  return (
    <button type="button" class="lang-switch" lang={other()} onClick={() => app.setLang(other())} data-testid="lang-switch">
      <span classList={{ on: app.lang() === 'fr' }}>FR</span>
      <span classList={{ on: app.lang() === 'en' }}>EN</span>
      <span class="sr-only">{app.t('lang.switch')}</span>
    </button>
  );
}
