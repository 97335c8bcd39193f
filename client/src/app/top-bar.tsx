import { Popover } from '@kobalte/core/popover';
import { createEffect, createSignal, For, Match, Show, Switch } from 'solid-js';
import { AccountMenu, initials } from '../panel/account/account-menu.tsx';
import { ConnectionBadge } from '../panel/connection/connection-badge.tsx';
import { FilterBar } from '../panel/filter/filter-bar.tsx';
import { BellButton } from '../panel/inbox/bell.tsx';
import { SearchButton } from '../panel/search/search-button.tsx';
import { Button } from '../panel/ui/button.tsx';
import { TokenCoin } from '../panel/ui/token-amount.tsx';
import { useApp } from './context.ts';
import { Wordmark } from './wordmark.tsx';

/** Faces shown before "+n". */
const FACES = 4;

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

function PeopleHere() {
  const app = useApp();
  const people = () => app.board()?.people() ?? [];
  return (
    <Show when={people().length > 0}>
      <Popover gutter={8} placement="bottom-end">
        <Popover.Trigger class="people" data-testid="people">
          <span class="sr-only">{app.count('people.here', people().length)}</span>
          <For each={people().slice(0, FACES)}>
            {(person) => (
              <span class="face" style={{ '--face': person.colour }} aria-hidden="true">
                {initials(person.name)}
              </span>
            )}
          </For>
          <Show when={people().length > FACES}>
            <span class="face more" aria-hidden="true">
              +{people().length - FACES}
            </span>
          </Show>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content class="menu">
            <Popover.Title class="menu-head">{app.count('people.here', people().length)}</Popover.Title>
            <ul class="people-list">
              <For each={people()}>
                {(person) => (
                  <li>
                    <span class="face" style={{ '--face': person.colour }} aria-hidden="true">
                      {initials(person.name)}
                    </span>
                    {person.name}
                  </li>
                )}
              </For>
            </ul>
          </Popover.Content>
        </Popover.Portal>
      </Popover>
    </Show>
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
