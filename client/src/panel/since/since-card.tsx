import type { HistorySince } from '@oto/schema/contract/history';
import type { Plot } from '@oto/schema/geometry/lattice';
import X from 'lucide-solid/icons/x';
import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { CountStem } from '../../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { awaySince, isNews, leftKey } from './last-visit.ts';

type News = { readonly plot: Plot; readonly from: number; readonly since: HistorySince };

/** People named before "and 3 others". */
const NAMED = 3;

/** What happened on one's own plot while one was away; says nothing when nothing did. */
export function SinceCard() {
  const app = useApp();
  const [news, setNews] = createSignal<News | null>(null);
  const member = () => app.me()?.id;

  createEffect(
    on(member, (id) => {
      setNews(null);
      if (id === undefined) return;
      let gone = false;
      void ask(id, () => gone);
      const leave = (): void => write(leftKey(id));
      const turn = (): void => {
        if (document.visibilityState === 'hidden') leave();
        else void ask(id, () => gone);
      };
      addEventListener('pagehide', leave);
      document.addEventListener('visibilitychange', turn);
      onCleanup(() => {
        gone = true;
        removeEventListener('pagehide', leave);
        document.removeEventListener('visibilitychange', turn);
      });
    }),
  );

  async function ask(id: string, gone: () => boolean): Promise<void> {
    const plot = app.me()?.plots[0];
    const from = awaySince(read(leftKey(id)), Date.now());
    if (plot === undefined || from === null) return;
    const answer = await app.api.since(plot, from);
    if (!gone() && answer.ok && isNews(answer.value, id)) setNews({ plot, from, since: answer.value });
  }

  const what = (since: HistorySince): string => {
    const all: readonly (readonly [CountStem, number])[] = [
      ['since.pinned', since.pinned],
      ['since.moved', since.moved],
      ['since.ties', since.ties],
    ];
    return app.format().list(all.filter(([, n]) => n > 0).map(([stem, n]) => app.count(stem, n)));
  };
  const byWhom = (since: HistorySince): string => {
    const others = since.people.filter((person) => person.id !== member());
    if (others.length === 0) return '';
    const names = others.slice(0, NAMED).map((person) => person.name);
    const rest = others.length - names.length;
    return ` ${app.t('since.by', { people: app.format().list(rest > 0 ? [...names, app.count('since.others', rest)] : names) })}`;
  };

  return (
    <Show when={app.past() === null ? news() : null}>
      {(now) => (
        <aside class="since-card paper-card" aria-labelledby="since-title" data-testid="since-card">
          <span class="tape" aria-hidden="true" />
          <IconButton class="corner small" label={app.t('action.dismiss')} testid="since-dismiss" onPress={() => setNews(null)}>
            <X size={17} />
          </IconButton>
          <h2 class="hand" id="since-title">
            {app.t('since.title')}
          </h2>
          <p class="muted small">{app.format().since(new Date(now().from).toISOString(), Date.now())}</p>
          <p class="since-words" role="status">
            {capital(what(now().since))}
            {byWhom(now().since)}.
          </p>
          <Button
            data-testid="since-show"
            onPress={() => {
              app.showPast({ plot: now().plot, moment: now().since.before });
              setNews(null);
            }}
          >
            {app.t('since.show')}
          </Button>
        </aside>
      )}
    </Show>
  );
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string): void {
  try {
    localStorage.setItem(key, String(Date.now()));
  } catch {
    // Storage is refused in some private windows: then there is no last visit.
  }
}
