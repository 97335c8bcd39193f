import Search from 'lucide-solid/icons/search';
import { For } from 'solid-js';
import { keyCaps } from '../../app/command-keys.ts';
import { useApp } from '../../app/context.ts';

/** In the top bar: the way to everything there is. */
export function SearchButton() {
  const app = useApp();
  return (
    <button
      type="button"
      class="search-button"
      aria-label={app.t('search.open')}
      aria-keyshortcuts="Control+K Meta+K /"
      aria-haspopup="dialog"
      onClick={() => app.showDialog({ type: 'palette' })}
      data-testid="search-open"
    >
      <Search size={19} aria-hidden="true" />
      <span class="search-button-word" aria-hidden="true">
        {app.t('search.title')}
      </span>
      {/* Drawn, not written: `aria-keyshortcuts` says them, and a name must hold every written word. */}
      <span class="search-button-keys" aria-hidden="true">
        <For each={keyCaps('mod+k', app.t)}>{(cap) => <kbd data-cap={cap} />}</For>
      </span>
    </button>
  );
}
