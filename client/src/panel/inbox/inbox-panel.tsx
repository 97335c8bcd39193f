import { Tabs } from '@kobalte/core/tabs';
import { useQueryClient } from '@tanstack/solid-query';
import CheckCheck from 'lucide-solid/icons/check-check';
import { createSignal, For, onCleanup, Show } from 'solid-js';
import { useApp, type InboxTab } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { AppealList } from '../moderation/appeal-list.tsx';
import { DecisionList } from '../safety/decision-list.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { NewsLine } from './news-line.tsx';
import { readUpTo, type News } from './news.ts';
import { NewsSettings } from './news-settings.tsx';

/** What happened to what is mine, my appeals, and how I want to hear of it. */
export function InboxPanel(props: { readonly tab: InboxTab }) {
  const app = useApp();
  return (
    <Sheet title={app.t('inbox.title')} testid="inbox" onClose={() => app.showSide(null)}>
      <Tabs value={props.tab} onChange={(tab) => app.showSide({ type: 'inbox', tab: tab as InboxTab })}>
        <Tabs.List class="tabs inbox-tabs" aria-label={app.t('inbox.title')}>
          <Tabs.Trigger class="tab" value="news" data-testid="inbox-news">
            {app.t('inbox.news')}
          </Tabs.Trigger>
          <Tabs.Trigger class="tab" value="appeals" data-testid="inbox-appeals">
            {app.t('inbox.appeals')}
          </Tabs.Trigger>
          <Tabs.Trigger class="tab" value="decisions" data-testid="inbox-decisions">
            {app.t('inbox.decisions')}
          </Tabs.Trigger>
          <Tabs.Trigger class="tab" value="settings" data-testid="inbox-settings">
            {app.t('inbox.settings')}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content class="inbox-page" value="news">
          <NewsList />
        </Tabs.Content>
        <Tabs.Content class="inbox-page" value="appeals">
          <AppealList />
        </Tabs.Content>
        <Tabs.Content class="inbox-page" value="decisions">
          <DecisionList />
        </Tabs.Content>
        <Tabs.Content class="inbox-page" value="settings">
          <NewsSettings />
        </Tabs.Content>
      </Tabs>
    </Sheet>
  );
}

function NewsList() {
  const app = useApp();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const newest = () => app.news()?.notifications[0];

  /** Everything up to this one is read. */
  async function read(upTo: string): Promise<void> {
    const answer = await app.api.readNotifications(upTo);
    if (answer.ok) queries.setQueryData<News>(KEYS.news, (news) => news && readUpTo(news, upTo, answer.value.unread));
    else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
  }
  async function readAll(): Promise<void> {
    const upTo = newest()?.id;
    if (upTo === undefined || busy()) return;
    setBusy(true);
    await read(upTo);
    setBusy(false);
  }
  // What was looked at is read once one turns away from it.
  onCleanup(() => {
    if ((app.news()?.unread ?? 0) > 0 && app.me()) void readAll();
  });

  return (
    <Show when={app.news()} fallback={<Loading lines={6} />}>
      {(news) => (
        <Show when={news().notifications.length > 0} fallback={<Empty title={app.t('inbox.empty')} text={app.t('inbox.emptyText')} />}>
          <div class="inbox-head">
            <p class="muted small" role="status">
              {news().unread === 0 ? app.t('inbox.allRead') : app.count('inbox.unread', news().unread)}
            </p>
            <Button
              look="quiet"
              icon={<CheckCheck size={17} aria-hidden="true" />}
              pending={busy()}
              disabled={news().unread === 0}
              onPress={() => void readAll()}
              data-testid="inbox-read"
            >
              {app.t('inbox.read')}
            </Button>
          </div>
          <ul class="news">
            <For each={news().notifications}>{(one) => <NewsLine news={one} onRead={() => void (one.read || read(one.id))} />}</For>
          </ul>
        </Show>
      )}
    </Show>
  );
}
