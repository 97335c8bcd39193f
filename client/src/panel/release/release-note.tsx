import RefreshCw from 'lucide-solid/icons/refresh-cw';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { hasUnsentWords } from './unsent-words.ts';

/**
 * A small paper when another version of the page is served: one reloads when one likes, and what is not saved yet is
 * waited for. A page that is too old to talk with the servers says so, and stays until it is loaded anew.
 */
export function ReleaseNote() {
  const app = useApp();
  const state = () => app.release.state();
  const unsaved = () => app.board()?.connection().unsaved ?? 0;
  /** The person has pressed; what is not saved yet, or not sent, holds it up. */
  const [wanted, setWanted] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  const kept = () => !app.journal.entries().some((entry) => entry.code === 'local_copy_off');

  // What an outdated page has not saved can be sent by the next one alone.
  createEffect(() => wanted() && (state() === 'outdated' || unsaved() === 0) && app.release.reload());

  function press(): void {
    if (!asked() && hasUnsentWords(document)) setAsked(true);
    else setWanted(true);
  }
  function putAway(): void {
    setWanted(false);
    setAsked(false);
    app.release.putAway();
  }

  return (
    <Show when={state() === 'outdated' || (state() === 'newer' && app.has('new_version_note'))}>
      <aside
        class="release-note paper-card"
        data-state={state()}
        data-testid="release-note"
        role={state() === 'outdated' ? 'alert' : 'status'}
        aria-labelledby="release-title"
      >
        <span class="tape" aria-hidden="true" />
        <Show when={state() === 'newer'}>
          <IconButton class="corner small" label={app.t('release.later')} testid="release-later" onPress={putAway}>
            <X size={16} />
          </IconButton>
        </Show>
        <p class="release-title hand" id="release-title">
          {app.t(state() === 'outdated' ? 'release.old' : 'release.new')}
        </p>
        <p class="small">
          <Switch fallback={app.t('release.text')}>
            <Match when={asked() && !wanted()}>{app.t('release.words')}</Match>
            <Match when={state() === 'outdated'}>
              {app.t(unsaved() > 0 ? (kept() ? 'release.kept' : 'release.lost') : 'release.oldText')}
            </Match>
            <Match when={wanted() && unsaved() > 0}>{app.count('release.saving', unsaved())}</Match>
          </Switch>
        </p>
        <Button
          look={state() === 'outdated' ? 'main' : 'paper'}
          icon={<RefreshCw size={16} aria-hidden="true" />}
          pending={wanted()}
          onPress={press}
          data-testid="release-reload"
        >
          {app.t(asked() ? 'release.anyway' : 'release.reload')}
        </Button>
      </aside>
    </Show>
  );
}
