import { Tabs } from '@kobalte/core/tabs';
import type { Feed, FeedItem } from '@oto/schema/contract/social';
import { useInfiniteQuery } from '@tanstack/solid-query';
import Star from 'lucide-solid/icons/star';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PersonLink } from '../profile/person-link.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { NoteThumb } from './note-thumb.tsx';

type Of = 'followed' | 'all';
/** Milliseconds between two looks at what is new. */
const LOOK_EVERY = 30_000;

/** What people do: those whom one follows, or everybody. */
export function FeedPanel() {
  const app = useApp();
  const [of, setOf] = createSignal<Of>(app.me() ? 'followed' : 'all');
  return (
    <Sheet title={app.t('feed.title')} testid="feed" onClose={() => app.showSide(null)}>
      <Button
        look="quiet"
        icon={<Star size={17} aria-hidden="true" />}
        onPress={() => app.showSide({ type: 'week' })}
        data-testid="week-open"
      >
        {app.t('week.open')}
      </Button>
      <Tabs value={of()} onChange={(next) => setOf(next as Of)}>
        <Tabs.List class="tabs inbox-tabs" aria-label={app.t('feed.title')}>
          <Tabs.Trigger class="tab" value="followed" data-testid="feed-followed">
            {app.t('feed.followed')}
          </Tabs.Trigger>
          <Tabs.Trigger class="tab" value="all" data-testid="feed-all">
            {app.t('feed.all')}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content class="inbox-page" value="followed">
          <Show
            when={app.me()}
            fallback={
              <Empty title={app.t('feed.join')} text={app.t('feed.emptyFollowedText')}>
                <Button look="main" onPress={() => app.showDialog({ type: 'join', mode: 'up' })}>
                  {app.t('join.open')}
                </Button>
              </Empty>
            }
          >
            <FeedList of="followed" onAll={() => setOf('all')} />
          </Show>
        </Tabs.Content>
        <Tabs.Content class="inbox-page" value="all">
          <FeedList of="all" />
        </Tabs.Content>
      </Tabs>
    </Sheet>
  );
}

function FeedList(props: { readonly of: Of; readonly onAll?: () => void }) {
  const app = useApp();
  const asked = useInfiniteQuery(() => ({
    queryKey: KEYS.feed(props.of),
    queryFn: async ({ pageParam }: { pageParam: string | null }) => valueOf(await app.api.feed(props.of, pageParam ?? undefined)),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Feed) => last.next,
    // Whoever reads on is not moved under their eyes, and asks for no more than they read.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : LOOK_EVERY),
    retry: false,
  }));
  return (
    <Loaded asked={asked} lines={7}>
      {(data) => (
        <Show when={data().pages.flatMap((page) => page.items)}>
          {(items) => (
            <Show when={items().length > 0} fallback={<Quiet of={props.of} onAll={props.onAll} />}>
              <ul class="feed">
                <For each={items().map(({ id }) => id)}>
                  {(id) => <Show when={items().find((item) => item.id === id)}>{(item) => <FeedLine item={item()} />}</Show>}
                </For>
              </ul>
              <Show when={asked.hasNextPage}>
                <Button look="quiet" class="wide" pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>
                  {app.t('feed.more')}
                </Button>
              </Show>
            </Show>
          )}
        </Show>
      )}
    </Loaded>
  );
}

function Quiet(props: { readonly of: Of; readonly onAll: (() => void) | undefined }) {
  const app = useApp();
  return (
    <Show when={props.of === 'followed'} fallback={<Empty title={app.t('feed.empty')} text={app.t('feed.emptyText')} />}>
      <Empty title={app.t('feed.emptyFollowed')} text={app.t('feed.emptyFollowedText')}>
        <Show when={props.onAll}>{(all) => <Button onPress={() => all()()}>{app.t('feed.all')}</Button>}</Show>
      </Empty>
    </Show>
  );
}

function FeedLine(props: { readonly item: FeedItem }) {
  const app = useApp();
  const note = () => props.item.note;
  return (
    <li class="feed-line" data-testid="feed-line" data-verb={props.item.verb}>
      <NoteThumb kind={note().kind} agent={note().type === 'agent'} thumb={note().thumb} />
      <p class="feed-who">
        <PersonLink person={props.item.actor} /> {app.t(`feed.${props.item.verb}`)}
      </p>
      <button type="button" class="feed-title" onClick={() => app.visitNote(note().id)} data-testid="feed-open">
        {note().title}
      </button>
      <Show when={props.item.excerpt}>{(words) => <p class="feed-said">{words()}</p>}</Show>
      <time class="muted small" dateTime={props.item.at}>
        {app.format().since(props.item.at, Date.now())}
      </time>
    </li>
  );
}
