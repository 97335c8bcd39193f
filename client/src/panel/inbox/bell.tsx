import Bell from 'lucide-solid/icons/bell';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** In the top bar: how much is unread, and the way to it. */
export function BellButton() {
  const app = useApp();
  const unread = () => app.news()?.unread ?? 0;
  const isOpen = () => app.side()?.type === 'inbox';
  return (
    <button
      type="button"
      class="bell"
      aria-label={unread() === 0 ? app.t('inbox.title') : app.count('inbox.unread', unread())}
      aria-pressed={isOpen()}
      onClick={() => app.showSide(isOpen() ? null : { type: 'inbox', tab: 'news' })}
      data-testid="bell"
    >
      <Bell size={20} aria-hidden="true" />
      <Show when={unread() > 0}>
        <span class="count" aria-hidden="true" data-testid="bell-count">
          {unread() > 99 ? '99+' : unread()}
        </span>
      </Show>
    </button>
  );
}
