import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import type { Me } from '@oto/schema/contract/identity';
import FileSearch from 'lucide-solid/icons/file-search';
import House from 'lucide-solid/icons/house';
import KeyRound from 'lucide-solid/icons/key-round';
import MessageSquareHeart from 'lucide-solid/icons/message-square-heart';
import LogOut from 'lucide-solid/icons/log-out';
import Newspaper from 'lucide-solid/icons/newspaper';
import Shield from 'lucide-solid/icons/shield';
import Settings2 from 'lucide-solid/icons/settings-2';
import UserRound from 'lucide-solid/icons/user-round';
import Wallet from 'lucide-solid/icons/wallet';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { dropPush } from '../../app/keep-push.ts';
import { hasNews } from '../../news/unread.ts';

export function AccountMenu(props: { readonly me: Me }) {
  const app = useApp();
  const [leaving, setLeaving] = createSignal(false);
  const isNew = hasNews();

  async function leave(): Promise<void> {
    if (leaving()) return;
    setLeaving(true);
    await dropPush(app.api, app.push);
    const answer = await app.api.signOut();
    if (answer.ok) await app.refreshSession();
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    setLeaving(false);
  }

  return (
    <DropdownMenu gutter={8} placement="bottom-end" modal={false}>
      <DropdownMenu.Trigger class="account" data-news={isNew ? 'unread' : 'read'} data-testid="account">
        <span aria-hidden="true">{initials(props.me.name)}</span>
        <span class="sr-only">{app.t('account.menu', { name: props.me.name })}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content class="menu">
          <DropdownMenu.Group>
            <DropdownMenu.GroupLabel as="div" class="menu-head">
              <b>{props.me.name}</b>
              <small class="muted">@{props.me.handle}</small>
            </DropdownMenu.GroupLabel>
            <DropdownMenu.Item class="menu-item" onSelect={() => app.board()?.flyHome()} data-testid="account-home">
              <House size={17} aria-hidden="true" /> {app.t('account.home')}
            </DropdownMenu.Item>
            <Show when={props.me.plots[0]}>
              {(plot) => (
                <DropdownMenu.Item
                  class="menu-item"
                  onSelect={() => app.showDialog({ type: 'plot', plot: plot() })}
                  data-testid="account-plot"
                >
                  <Settings2 size={17} aria-hidden="true" /> {app.t('account.plot')}
                </DropdownMenu.Item>
              )}
            </Show>
            <DropdownMenu.Item class="menu-item" onSelect={() => app.showSide({ type: 'wallet' })} data-testid="account-wallet">
              <Wallet size={17} aria-hidden="true" /> {app.t('wallet.title')}
            </DropdownMenu.Item>
            <DropdownMenu.Item class="menu-item" onSelect={() => app.showDialog({ type: 'account' })} data-testid="account-open">
              <UserRound size={17} aria-hidden="true" /> {app.t('account.title')}
            </DropdownMenu.Item>
            <DropdownMenu.Item class="menu-item" onSelect={() => app.showDialog({ type: 'keys' })} data-testid="account-keys">
              <KeyRound size={17} aria-hidden="true" /> {app.t('keys.title')}
            </DropdownMenu.Item>
            <DropdownMenu.Item as="a" href="/verify" rel="external" class="menu-item" data-testid="account-verify">
              <FileSearch size={17} aria-hidden="true" /> {app.t('verify.link')}
            </DropdownMenu.Item>
            <DropdownMenu.Item class="menu-item" onSelect={() => app.showDialog({ type: 'feedback' })} data-testid="account-feedback">
              <MessageSquareHeart size={17} aria-hidden="true" /> {app.t('feedback.open')}
            </DropdownMenu.Item>
            <DropdownMenu.Item
              as="a"
              href={app.lang() === 'fr' ? '/nouveautes' : '/whats-new'}
              rel="external"
              class="menu-item"
              data-testid="account-news"
            >
              <Newspaper size={17} aria-hidden="true" /> {app.t('news.link')}
              <Show when={isNew}>
                <span class="news-dot" role="img" aria-label={app.t('news.unread')} data-testid="news-dot" />
              </Show>
            </DropdownMenu.Item>
            <Show when={props.me.role === 'operator'}>
              <DropdownMenu.Item class="menu-item" onSelect={() => app.showDialog({ type: 'operator' })} data-testid="account-operator">
                <Shield size={17} aria-hidden="true" /> {app.t('operator.title')}
              </DropdownMenu.Item>
            </Show>
            <DropdownMenu.Separator class="menu-rule" />
            <DropdownMenu.Item class="menu-item" closeOnSelect onSelect={() => void leave()} data-testid="signout">
              <LogOut size={17} aria-hidden="true" /> {app.t('account.leave')}
            </DropdownMenu.Item>
          </DropdownMenu.Group>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}

/** Two letters at most, for a face. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) =>
    String.fromCodePoint(...[part?.codePointAt(0)].filter((point) => point !== undefined)),
  );
  return letters.join('').toLocaleUpperCase();
}
