import { Tabs } from '@kobalte/core/tabs';
import { For, Show } from 'solid-js';
import { useApp, type AccountPage } from '../../app/context.ts';
import { BlockPage } from '../safety/block-page.tsx';
import { Window } from '../ui/window.tsx';
import { DataPage } from './data-page.tsx';
import { DevicesPage } from './devices-page.tsx';
import { EntryPage } from './entry-page.tsx';
import { ProfilePage } from './profile-page.tsx';

const PAGES = [
  { id: 'profile', Page: ProfilePage },
  { id: 'entry', Page: EntryPage },
  { id: 'devices', Page: DevicesPage },
  { id: 'blocks', Page: BlockPage },
  { id: 'data', Page: DataPage },
] as const;

/** What a person may know and change of their own account. */
export function AccountDialog(props: { readonly page?: AccountPage | undefined }) {
  const app = useApp();
  return (
    <Show when={app.me()}>
      {(me) => (
        <Window title={app.t('account.title')} testid="account-dialog" class="window-wide" onClose={() => app.showDialog(null)}>
          <Tabs defaultValue={props.page ?? 'profile'}>
            <Tabs.List class="tabs operator-tabs" data-sideways aria-label={app.t('account.title')}>
              <For each={PAGES}>
                {({ id }) => (
                  <Tabs.Trigger class="tab" value={id} data-testid={`account-page-${id}`}>
                    {app.t(`account.page.${id}`)}
                  </Tabs.Trigger>
                )}
              </For>
            </Tabs.List>
            <For each={PAGES}>
              {({ id, Page }) => (
                <Tabs.Content class="account-page" value={id} data-testid={`account-${id}`}>
                  <Page me={me()} />
                </Tabs.Content>
              )}
            </For>
          </Tabs>
        </Window>
      )}
    </Show>
  );
}
